"""For `deno task bench:ray`: a cluster of one-core nodes on this machine, and how fast the driver gives cells to it.

    measure.py cluster NODES    prints the cluster's address and token; the end of standard input ends it
    measure.py driver CELLS     seconds in which two such nodes are given so many cells that do nothing
"""

import json
import os
import platform
import secrets
import sys
import time

TOKEN = secrets.token_hex(16)  # before Ray is loaded: whoever has it may run programs on the cluster
os.environ.update(RAY_AUTH_MODE="token", RAY_AUTH_TOKEN=TOKEN, RAY_USAGE_STATS_ENABLED="0")

import ray  # noqa: E402
from ray.cluster_utils import Cluster  # noqa: E402

import driver  # noqa: E402

NODE = {"num_cpus": 1, "object_store_memory": 10**8, "include_dashboard": False}


def start(nodes: int) -> Cluster:
    cluster = Cluster(initialize_head=True, head_node_args=NODE)
    for _ in range(nodes - 1):
        cluster.add_node(num_cpus=NODE["num_cpus"], object_store_memory=NODE["object_store_memory"])
    return cluster


def seconds_of_empty_cells(cells: int) -> float:
    empty = ray.remote(lambda: {"record": "{}"})
    requests = [{"key": str(at), "cell": {}, "cores": 1, "memoryMB": 1} for at in range(cells)]
    started = time.perf_counter()
    driver.run(driver.Cluster(), requests, lambda *_: empty.remote(), lambda answer: None)
    return time.perf_counter() - started


def say(**words) -> None:
    print(json.dumps({**words, "ray": ray.__version__, "python": platform.python_version()}), flush=True)


def main() -> None:
    what, number = sys.argv[1], int(sys.argv[2])
    if what == "cluster":
        cluster = start(number)
        say(address=cluster.address, token=TOKEN)
        sys.stdin.read()
    else:
        cluster = start(2)
        ray.init(cluster.address, log_to_driver=False, logging_level="ERROR")
        seconds_of_empty_cells(100)  # the workers have started
        say(seconds=seconds_of_empty_cells(number))
        ray.shutdown()
    cluster.shutdown()


if __name__ == "__main__":
    main()
