"""Execute notebooks with the Deno kernel and lose no output.

    python execute.py SOURCE TARGET

Prints one JSON object a line: {"cell": n, "of": m, "seconds": s} after each code cell, and {"error": "..."} when a cell fails.
The executed notebook is written to TARGET only when every cell has run.

Deno's kernel says "idle" before it has sent everything a cell displayed, so that a client which stops listening then loses
outputs, or finds them in the next cell. The client below goes on listening until nothing has come for 150 ms.
"""

import asyncio
import json
import queue
import sys
import time
from pathlib import Path

import nbformat
from jupyter_client.utils import ensure_async
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionComplete, CellExecutionError

QUIET_SECONDS = 0.15


class PatientClient(NotebookClient):
    """A client that listens on after "idle", until the kernel has been quiet for a while."""

    async def _async_poll_output_msg(self, parent_msg_id, cell, cell_index):
        idle = False
        while True:
            try:
                message = await ensure_async(self.kc.iopub_channel.get_msg(timeout=QUIET_SECONDS if idle else None))
            except queue.Empty:
                return
            if message["parent_header"].get("msg_id") != parent_msg_id:
                continue
            try:
                self.process_message(message, cell, cell_index)
            except CellExecutionComplete:
                idle = True


def say(**record):
    print(json.dumps(record), flush=True)


def main(source, target):
    notebook = nbformat.read(source, as_version=4)
    started = time.monotonic()
    count = sum(cell.cell_type == "code" for cell in notebook.cells)
    done = 0

    def executed(cell, cell_index, execute_reply):
        nonlocal done
        done += 1
        say(cell=done, of=count, seconds=round(time.monotonic() - started, 1))

    client = PatientClient(
        notebook,
        kernel_name="deno",
        timeout=None,
        record_timing=False,
        coalesce_streams=True,
        resources={"metadata": {"path": str(Path(source).parent)}},
        on_cell_executed=executed,
    )
    try:
        client.execute()
    except CellExecutionError as error:
        say(error=str(error))
        return 1
    nbformat.write(notebook, target)
    return 0


if __name__ == "__main__":
    if sys.platform == "win32":
        asyncio.set_event_loop_policy(asyncio.WindowsSelectorEventLoopPolicy())
    sys.exit(main(*sys.argv[1:]))
