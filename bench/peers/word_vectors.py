"""Word vectors of WikiText-2's validation and test text: five passes, counting of words included.

Arguments: gensim or fasttext, skipgram or cbow.
"""

import collections
import gzip
import json
import os
import shutil
import subprocess
import sys
import tempfile

import peer

DIM, WINDOW, NEGATIVE, SAMPLE, LEAST, PASSES = 100, 5, 5, 1e-4, 5, 5


def missing(what):
    print(json.dumps({"missing": what}), flush=True)
    sys.exit()


def read():
    folder = os.path.join(os.environ.get("POLYAD_DATA", ""), "wikitext-2")
    lines = []
    for part in ("valid.txt.gz", "test.txt.gz"):
        path = os.path.join(folder, part)
        if not os.path.exists(path):
            missing("no %s: set POLYAD_DATA to the folder of data sets" % path)
        with gzip.open(path, "rt", encoding="utf-8") as text:
            lines += [line.lower().split() for line in text]
    return [line for line in lines if line]


def of_gensim(lines, threads, skipgram):
    try:
        import gensim
    except ImportError as error:
        missing(str(error))

    def step():
        gensim.models.Word2Vec(
            lines,
            vector_size=DIM,
            window=WINDOW,
            negative=NEGATIVE,
            sample=SAMPLE,
            min_count=LEAST,
            sg=int(skipgram),
            workers=threads,
            epochs=PASSES,
        )

    return step, "gensim %s" % gensim.__version__


def of_fasttext(lines, threads, skipgram):
    if shutil.which("fasttext") is None:
        missing("the command fasttext is not installed")
    folder = tempfile.mkdtemp()
    text = os.path.join(folder, "text")
    with open(text, "w", encoding="utf-8") as out:
        out.writelines(" ".join(line) + "\n" for line in lines)
    command = ["fasttext", "skipgram" if skipgram else "cbow", "-input", text]
    command += ["-output", os.path.join(folder, "vectors"), "-dim", DIM, "-ws", WINDOW]
    command += ["-neg", NEGATIVE, "-t", SAMPLE, "-minCount", LEAST, "-epoch", PASSES]
    command += ["-minn", 0, "-maxn", 0, "-bucket", 1, "-thread", threads, "-verbose", 0]

    def step():
        subprocess.run([str(word) for word in command], check=True, stdout=subprocess.DEVNULL)

    return step, "fastText"


threads, engine, model = int(sys.argv[1]), sys.argv[2], sys.argv[3]
lines = read()
counts = collections.Counter(word for line in lines for word in line)
known = sum(count >= LEAST for count in counts.values())
build = of_gensim if engine == "gensim" else of_fasttext
step, version = build(lines, threads, model == "skipgram")
# Rows of both tables; fastText's own extra word for the end of a line is left out.
peer.answer(step, 2 * known * DIM, version, threads)
