#!/usr/bin/env python3
"""check-npz.py FOLDER: whether SciPy opens the matrices of a workspace's terms folder.

Prints one line of JSON for each .npz: shape, entries, sum of the values, and for tfidf.npz how far
it is from what scikit-learn makes of counts.npz. Exits 1 if anything does not fit.
"""
import json
import os
import sys
import zipfile

import numpy as np
import scipy.sparse as sp
from sklearn.feature_extraction.text import TfidfTransformer


def main(folder):
    good = True
    for name in sorted(os.listdir(folder)):
        if not name.endswith(".npz"):
            continue
        path = os.path.join(folder, name)
        fact = {"file": name, "crc": zipfile.ZipFile(path).testzip()}
        good &= fact["crc"] is None
        with np.load(path) as arrays:
            if "indptr" not in arrays:
                fact["arrays"] = {key: list(arrays[key].shape) for key in arrays}
                print(json.dumps(fact))
                continue
        matrix = sp.load_npz(path)
        matrix.check_format(full_check=True)
        fact.update(
            shape=matrix.shape, entries=int(matrix.nnz), sum=float(matrix.data.sum(dtype=np.float64)),
            dtype=str(matrix.dtype), sorted=bool(matrix.has_sorted_indices))
        good &= fact["sorted"] and fact["dtype"] == "float32"
        counts = os.path.join(folder, "counts.npz")
        if name == "tfidf.npz" and os.path.exists(counts):
            peer = TfidfTransformer(sublinear_tf=True, smooth_idf=True).fit_transform(
                sp.load_npz(counts).astype(np.float64))
            difference = abs(peer - matrix)
            fact["difference"] = float(difference.max()) if difference.nnz else 0.0
            good &= fact["difference"] < 1e-6
        print(json.dumps(fact))
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
