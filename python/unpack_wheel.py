"""Unpacks what tfjs-node needs of a TensorFlow wheel: unpack_wheel.py WHEEL FOLDER makes FOLDER/lib and FOLDER/include."""

import pathlib
import shutil
import sys
import zipfile

LIBRARIES = ["libtensorflow_cc.so.2", "libtensorflow_framework.so.2"]
# TensorFlow's C interface and what it includes.
HEADERS = tuple(
    f"tensorflow/include/{folder}/"
    for folder in ("tensorflow/c", "tensorflow/core/platform", "tsl/platform", "xla/tsl/c")
)

wheel, target = zipfile.ZipFile(sys.argv[1]), pathlib.Path(sys.argv[2])


def unpack(member: str, path: pathlib.Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with wheel.open(member) as source, path.open("wb") as copy:
        shutil.copyfileobj(source, copy, 1 << 20)


for name in LIBRARIES:
    unpack(f"tensorflow/{name}", target / "lib" / name)
for member in wheel.namelist():
    if member.startswith(HEADERS) and member.endswith(".h"):
        unpack(member, target / "include" / member.removeprefix("tensorflow/include/"))
