"""Cells of a study, given to a Ray cluster: JSON lines on standard input become JSON lines on standard output.

    driver.py STUDY DENO_VERSION [ADDRESS]

in   {"key", "cell", "cores", "memoryMB"}     one a cell; when the input has ended and all cells too, the driver ends
out  {"note"}                                 the cluster in a line
     {"key", "record"} or {"key", "error"}    as each cell ends
     {"refused"}                              in their place: why there is no cluster
"""

import json
import os
import signal
import socket
import sys
import time
from queue import SimpleQueue

import ray

import cell as on_the_node

# What no cell reads; Ray leaves out what .gitignore names too.
EXCLUDES = ["/.git", "/.cache", "/.venv", "/node_modules", "/coverage", "/reports", "/notebooks", "/tests"]
LOST_WORKERS = 3  # that one cell may survive
LOOK_EVERY_SECONDS = 5


def main() -> None:
    study, deno_version, *rest = sys.argv[1:]
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches every process; whoever started this one decides
    answers = os.fdopen(os.dup(1), "w", buffering=1)
    os.dup2(2, 1)  # Ray prints where it likes

    def answer(record: dict) -> None:
        answers.write(json.dumps(record) + "\n")

    try:
        dashboard = connect(*rest)
    except Exception as error:  # Ray raises of all kinds
        answer({"refused": in_one_line(error)})
        return
    cluster = Cluster()
    answer({"note": f"{cluster.in_words()}; " + (f"dashboard at {dashboard}" if dashboard else "no dashboard")})
    ray.cloudpickle.register_pickle_by_value(on_the_node)
    run(cluster, (json.loads(line) for line in sys.stdin), remote_cell(study, deno_version), answer)


def connect(address: str | None = None) -> str:
    """Joins the cluster, or starts one here; returns the address of its dashboard, empty where it has none."""
    options = {
        "runtime_env": {"working_dir": ".", "excludes": EXCLUDES},
        "log_to_driver": False,
        "logging_level": "ERROR",
    }
    if address is None:
        os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
        context = ray.init("local", object_store_memory=10**8, **options)
    else:
        refuse_unreachable(address)
        try:
            context = ray.init(address, **options)
        except ConnectionError as error:  # which does not say when it was the token
            raise ConnectionError(f"{error}; if it asks for a token, set RAY_AUTH_MODE=token too") from error
    return f"http://{context.dashboard_url}" if context.dashboard_url else ""


def refuse_unreachable(address: str) -> None:
    """Ray itself would go on trying for minutes."""
    host, _, port = address.removeprefix("ray://").rpartition(":")
    if not port.isdigit() or not host:
        raise ValueError(f"{address} is no address of a Ray cluster: it must be HOST:PORT or ray://HOST:PORT")
    try:
        socket.create_connection((host, int(port)), timeout=5).close()
    except OSError as error:
        raise ConnectionError(f"no Ray cluster answers at {address}: {error.strerror or error}") from error


class Cluster:
    """What the cluster has, asked for now and then: nodes come and go."""

    def __init__(self) -> None:
        self._look()

    def in_words(self) -> str:
        nodes = f"{len(self._nodes)} node{'s' if len(self._nodes) > 1 else ''}"
        return f"Ray {ray.__version__}, {nodes} with {self._cores():.0f} cores"

    def most_in_flight(self) -> int:
        """Enough that no worker waits for the driver, and no more: what waits elsewhere burdens the cluster."""
        if time.monotonic() > self._asked + LOOK_EVERY_SECONDS:
            self._look()
        return 2 * int(self._cores()) + 8

    def has_room_for(self, cores: float, memory_mb: float) -> bool:
        return any(node.get("CPU", 0) >= cores and node.get("memory", 0) >= memory_mb * 1e6 for node in self._nodes)

    def _cores(self) -> float:
        return sum(node.get("CPU", 0) for node in self._nodes)

    def _look(self) -> None:
        self._nodes = [node["Resources"] for node in ray.nodes() if node["Alive"]]
        self._asked = time.monotonic()


def remote_cell(study: str, deno_version: str):
    """A function that gives a cell to the cluster and returns the reference of its outcome."""
    make = ray.remote(max_retries=LOST_WORKERS, retry_exceptions=False)(on_the_node.make_cell)
    by = f"Ray {ray.__version__}"

    def give(cell: dict, cores: float, memory_mb: float):
        options = make.options(num_cpus=cores, memory=int(memory_mb * 1e6), name=study)
        return options.remote(study, cell, deno_version, memory_mb, by)

    return give


def run(cluster: Cluster, requests, give, answer) -> None:
    """Answers each request as its cell ends, with a bounded number of them in flight."""
    ended: SimpleQueue = SimpleQueue()
    in_flight = 0

    def answer_next() -> None:
        key, future = ended.get()
        error = future.exception()
        answer({"key": key, **({"error": in_one_line(error)} if error else future.result())})

    for request in requests:
        key, cores, memory_mb = request["key"], request["cores"], request["memoryMB"]
        if not cluster.has_room_for(cores, memory_mb):
            answer({"key": key, "error": f"no node has {cores} cores and {memory_mb} MB of memory"})
            continue
        while in_flight >= cluster.most_in_flight() or in_flight > 0 and not ended.empty():
            answer_next()
            in_flight -= 1
        future = give(request["cell"], cores, memory_mb).future()
        future.add_done_callback(lambda future, key=key: ended.put((key, future)))
        in_flight += 1
    for _ in range(in_flight):
        answer_next()


def in_one_line(error: BaseException) -> str:
    if isinstance(error, ray.exceptions.OutOfMemoryError):
        return "its node ran out of memory; see --memory"
    if isinstance(error, ray.exceptions.WorkerCrashedError | ray.exceptions.NodeDiedError):
        return f"its worker was lost {LOST_WORKERS + 1} times"
    cause = error.cause if isinstance(error, ray.exceptions.RayTaskError) else error
    return " ".join(str(cause).split())


if __name__ == "__main__":
    main()
