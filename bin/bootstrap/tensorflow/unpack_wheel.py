"""unpack_wheel.py WHEEL FOLDER: libtensorflow's shared libraries into FOLDER/lib, its C headers into FOLDER/include."""

import os
import shutil
import sys
import zipfile

LIBRARIES = ("libtensorflow_cc.so", "libtensorflow_framework.so")
INCLUDE = "tensorflow/include/"
HEADERS = ("tensorflow/c/", "tensorflow/core/platform/", "xla/tsl/c/", "tsl/c/")


def place_of(name):
    folder, _, base = name.rpartition("/")
    if folder == "tensorflow" and base.startswith(LIBRARIES):
        return os.path.join("lib", base)
    if name.startswith(INCLUDE) and name.endswith(".h"):
        header = name[len(INCLUDE):]
        if header.startswith(HEADERS) or "ctstring" in header:
            return os.path.join("include", header)
    return None


def main(wheel, folder):
    with zipfile.ZipFile(wheel) as archive:
        for name in archive.namelist():
            place = place_of(name)
            if place is None:
                continue
            target = os.path.join(folder, place)
            os.makedirs(os.path.dirname(target), exist_ok=True)
            with archive.open(name) as source, open(target, "wb") as out:
                shutil.copyfileobj(source, out, 1 << 20)


main(*sys.argv[1:])
