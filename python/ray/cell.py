"""One cell of a study on whatever node it came to: the project's own `study:cell`, with that task's permissions."""

import ctypes
import fcntl
import json
import os
import shlex
import signal
import socket
import subprocess
import sys

LOOK_EVERY_SECONDS = 0.2
PR_SET_PDEATHSIG = 1

_found: dict[str, str] = {}  # the program of each version of Deno: npx takes half a second to tell


def make_cell(study: str, cell: dict, deno_version: str, memory_mb: float, by: str) -> dict:
    """What `study:cell` writes, as {"record": text}, or why there is none, as {"error": words}.

    The working directory is the copy of the project that Ray's runtime environment brought.
    """
    with open("deno.json", encoding="utf-8") as file:
        task = json.load(file)["tasks"]["study:cell"]["command"]
    command = [deno(deno_version), *shlex.split(task)[1:]]
    process = subprocess.Popen(
        [*command, study, json.dumps(cell), "--by", f"{by} on {socket.gethostname()}"],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "NO_COLOR": "1"},
        preexec_fn=end_with_the_worker,
    )
    while True:
        try:
            record, complaints = process.communicate(timeout=LOOK_EVERY_SECONDS)
            break
        except subprocess.TimeoutExpired:
            taken = resident_mb(process.pid)
            if taken > memory_mb:
                process.kill()
                process.communicate()
                return {"error": f"took {taken:.0f} MB of memory where {memory_mb:.0f} are allowed; see --memory"}
    if process.returncode == 0:
        return {"record": record}
    if process.returncode < 0:
        return {"error": f"its process was ended by signal {-process.returncode}, perhaps for want of memory"}
    lines = complaints.strip().splitlines() or ["it ended without a word"]
    return {"error": lines[-1].removeprefix("error: ").removeprefix(f"{study}: ")}


def deno(version: str) -> str:
    """The program of this version of Deno: the node's own, or npm's."""
    if version not in _found:
        with open("deno.lock", encoding="utf-8") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)  # npm is not made for several installations of one thing at once
            _found[version] = find_deno(version)
    return _found[version]


def find_deno(version: str) -> str:
    asked = ["eval", "--no-config", "console.log(Deno.version.deno); console.log(Deno.execPath())"]
    for command in (["deno"], ["npx", "-y", f"deno@{version}"]):
        try:
            said = subprocess.run([*command, *asked], stdin=subprocess.DEVNULL, capture_output=True, text=True)
        except FileNotFoundError:
            continue
        if said.returncode == 0 and said.stdout.startswith(f"{version}\n"):
            return said.stdout.splitlines()[1]
    raise FileNotFoundError(f"{socket.gethostname()} has no Deno {version}, and npm's npx brings none")


def end_with_the_worker() -> None:
    """A worker that is killed takes its cell with it; on Linux, which alone can be asked for that."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def resident_mb(pid: int) -> float:
    """Memory that the process holds, in MB; 0 where the system does not tell."""
    try:
        with open(f"/proc/{pid}/statm", encoding="ascii") as file:
            return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6
    except (OSError, IndexError):
        return 0
