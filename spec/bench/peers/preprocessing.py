"""preprocessing.py IMAGES: photographs a second that two threads of Pillow make into normalised NCHW tensors."""
import glob
import sys
import time
from concurrent.futures import ThreadPoolExecutor

from photograph import load
from serve import serve

paths = sorted(glob.glob(f'{sys.argv[1]}/*/*/*.jpg'))


def measure():
    start = time.perf_counter()
    with ThreadPoolExecutor(2) as pool:
        count = sum(1 for _ in pool.map(load, paths))
    return count / (time.perf_counter() - start)


serve(measure)
