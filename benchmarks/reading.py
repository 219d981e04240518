"""What reading costs beside the encoder alone, as ratios in one run: `python -m benchmarks.reading [ARTICLES…]`.

- reading the statements' spans ÷ the encoder's own forward passes (same graph up to the encoder's output, same windows,
  one thread each);
- the full account (sources, chains, acts, times and all) ÷ reading the spans alone;
- cost per word of a document of 100,000 words ÷ that of one of 1,000 words;
- memory while a stream of documents is read: the growth of the process from one tenth of the stream to its end.

ARTICLES are files of JSON lines with `text` (gzip too), PolNeAR's dev by default; without them, the examples.
"""

from __future__ import annotations

import argparse
import gzip
import itertools
import json
import resource
import tempfile
import time
from pathlib import Path

import onnx.utils
import onnxruntime as ort

from sayso.documents.article import Article
from sayso.reading import decoding, network, windows
from sayso.reading.reader import Reader, drafted, open_reader
from sayso.reading.tokens import tokenize

MODEL = Path("src/sayso/model")
DEFAULT = Path("../shared/corpora/polnear/dev.jsonl.gz")
ROUNDS = 2


def texts(paths: list[Path]) -> list[str]:
    found = []
    for path in paths:
        data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
        lines = data.decode("utf8")
        found += [json.loads(line)["text"] for line in lines.splitlines()] if "json" in path.name else [lines]
    return found


def part_of(folder: Path, inputs: list[str], outputs: list[str]) -> ort.InferenceSession:
    """The part of the shipped graph from the inputs to the outputs; a session always runs the whole of its graph."""
    with tempfile.TemporaryDirectory() as scratch:
        part = Path(scratch) / "part.onnx"
        onnx.utils.extract_model(str(folder / "reader.onnx"), str(part), inputs, outputs)
        return network.load_network(part, 1)


def seconds_reading(reader: Reader, articles: list[str]) -> float:
    begun = time.perf_counter()
    for text in articles:
        reader.read(Article(text))
    return time.perf_counter() - begun


def seconds_spans(session: ort.InferenceSession, reader: Reader, articles: list[str]) -> float:
    """Seconds for source, cue and content alone, nested statements and sentences in the outlet's own voice included."""
    begun = time.perf_counter()
    for text in articles:
        tokens = tokenize(reader.tokenizer, text)
        looks = []
        for window in windows.plan(len(tokens)):
            cues = decoding.Candidates(*session.run(network.CUES, network.inputs(tokens, window)))
            looks.append((cues, window.begin, window.end - window.begin))
        found = decoding.attributions_in(looks)
        drafted(text, tokens, reader.placed(found))
    return time.perf_counter() - begun


def seconds_encoding(session: ort.InferenceSession, reader: Reader, articles: list[str]) -> tuple[float, int]:
    """Seconds in the encoder's forward passes alone, and the word pieces that they read."""
    spent, pieces = 0.0, 0
    for text in articles:
        tokens = tokenize(reader.tokenizer, text)
        for window in windows.plan(len(tokens)):
            given = network.inputs(tokens, window)
            del given["core"]
            begun = time.perf_counter()
            session.run(["hidden"], given)
            spent += time.perf_counter() - begun
            pieces += len(given["ids"])
    return spent, pieces


def of_words(articles: list[str], words: int, count: int) -> list[str]:
    """`count` texts of about `words` words, made of the articles' paragraphs in their order, over and over."""
    paragraphs = itertools.cycle([p for text in articles for p in text.split("\n\n")])
    made = []
    for _ in range(count):
        taken: list[str] = []
        length = 0
        while length < words:
            taken.append(next(paragraphs))
            length += len(taken[-1].split())
        made.append("\n\n".join(taken))
    return made


def seconds_a_word(reader: Reader, articles: list[str]) -> float:
    return seconds_reading(reader, articles) / sum(len(text.split()) for text in articles)


def resident() -> int:
    """The process's resident memory in KiB."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() // 1024


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", nargs="*", type=Path)
    parser.add_argument("--model", type=Path, default=MODEL)
    args = parser.parse_args()
    chosen = args.articles or ([DEFAULT] if DEFAULT.exists() else sorted(Path("examples").glob("*.txt")))
    articles = texts(chosen)
    reader = open_reader(args.model, 1)
    encoder = part_of(args.model, ["ids", "surface"], ["hidden"])
    cues = part_of(args.model, ["ids", "surface", "core"], network.CUES)
    words = sum(len(text.split()) for text in articles)

    reading, spans, encoding, pieces = 0.0, 0.0, 0.0, 0
    # In turn for each article, so that whatever else slows the machine down meets all three.
    for text in articles * ROUNDS:
        seconds, count = seconds_encoding(encoder, reader, [text])
        encoding, pieces = encoding + seconds, pieces + count
        spans += seconds_spans(cues, reader, [text])
        reading += seconds_reading(reader, [text])
    print(f"{len(articles)} documents, {words} words, {ROUNDS} times; one thread")
    print(f"encoder alone: {pieces / encoding:,.0f} word pieces a second")
    print(f"reading: {ROUNDS * words / reading:,.0f} words a second")
    print(f"reading the spans ÷ encoder alone: {spans / encoding:.2f}")
    print(f"full account ÷ reading the spans: {reading / spans:.2f}")

    small, large = of_words(articles, 1_000, 100), of_words(articles, 100_000, 1)
    per_small = min(seconds_a_word(reader, small) for _ in range(ROUNDS))
    per_large = min(seconds_a_word(reader, large) for _ in range(ROUNDS))
    print(f"cost per word, 100,000 ÷ 1,000 words: {per_large / per_small:.2f}")

    stream = articles * 3
    seconds_reading(reader, stream[: len(stream) // 10])
    before = resident()
    seconds_reading(reader, stream)
    print(
        f"memory after a tenth of the stream: {before / 1024:.0f} MiB; growth to its end: "
        f"{(resident() - before) / 1024:.0f} MiB"
    )


if __name__ == "__main__":
    main()
