"""Export a trained network: ONNX in fp32, then int8 (matrices by channel, word table by row), and its card.

In: a network, the second step, a card. Out: ``reader.onnx``, ``tokenizer.json``, ``second.npz`` and ``card.json``.

Example: ``export(net, step, encoder, Path("src/according/extract/weights"), card, scratch)``.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import onnxruntime
import torch
from corpus import Told
from folds import Answers, open_tokenizer
from net import HEADS, Net
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic
from second import save_second

from according.extract.windows import CHANNELS, FEATURE_SIZES, Window, make_batch, make_windows
from according.resolve.second import SecondStep

INPUTS = ("ids", "channels", "anchors", "features")


def write_onnx(net: Net, path: Path) -> None:
    """Write the network in fp32."""
    net.eval()
    example = (
        torch.randint(1, 100, (2, 30)),
        torch.zeros(2, 30, CHANNELS, dtype=torch.long),
        torch.tensor([[0, 3, 4, 1, 20], [1, 5, 5, 2, 25], [1, 7, 7, 2, 25]]),
        torch.zeros(3, len(FEATURE_SIZES), dtype=torch.long),
    )
    axes = {
        "ids": {0: "windows", 1: "pieces"},
        "channels": {0: "windows", 1: "pieces"},
        "anchors": {0: "candidates"},
        "features": {0: "candidates"},
    }
    axes |= {head: {0: "candidates"} for head in HEADS} | {
        "starts": {0: "candidates", 2: "pieces"},
        "ends": {0: "candidates", 2: "pieces"},
    }
    axes["wholes"] = {0: "candidates", 1: "others"}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            net,
            example,
            str(path),
            input_names=list(INPUTS),
            output_names=list(HEADS),
            dynamic_axes=axes,
            opset_version=17,
            dynamo=False,
        )


def quantize(source: Path, target: Path) -> None:
    """Write the int8 network."""
    quantize_dynamic(
        str(source),
        str(target),
        op_types_to_quantize=["MatMul", "Gemm"],
        per_channel=True,
        reduce_range=False,
        weight_type=QuantType.QInt8,
    )
    model = onnx.load(str(target))
    _halve_tables(model)
    onnx.save(model, str(target))


def _halve_tables(model: onnx.ModelProto) -> None:
    """Keep tables of more than a million numbers as int8 by row; the rows that are looked up are widened."""
    graph = model.graph
    for table in [t for t in graph.initializer if t.data_type == TensorProto.FLOAT and np.prod(t.dims) > 1_000_000]:
        values = numpy_helper.to_array(table)
        scale = np.maximum(np.abs(values).max(1, keepdims=True), 1e-8) / 127
        small = np.round(values / scale).astype(np.int8)
        lookups = [n for n in graph.node if n.op_type == "Gather" and n.input[0] == table.name]
        if not lookups:
            continue
        graph.initializer.remove(table)
        graph.initializer.extend(
            [
                numpy_helper.from_array(small, table.name + ".int8"),
                numpy_helper.from_array(scale.astype(np.float32), table.name + ".scale"),
            ]
        )
        for node in lookups:
            place = list(graph.node).index(node)
            out, at = node.output[0], node.input[1]
            graph.node.remove(node)
            new = [
                helper.make_node("Gather", [table.name + ".int8", at], [out + ".int8"], axis=0),
                helper.make_node("Cast", [out + ".int8"], [out + ".wide"], to=TensorProto.FLOAT),
                helper.make_node("Gather", [table.name + ".scale", at], [out + ".scale"], axis=0),
                helper.make_node("Mul", [out + ".wide", out + ".scale"], [out]),
            ]
            for offset, one in enumerate(new):
                graph.node.insert(place + offset, one)


def int8_answers(net: Net, told: Sequence[Told], encoder: Path, scratch: Path) -> Answers:
    """Return what the int8 file of a network answers."""
    write_onnx(net, scratch / "check-fp32.onnx")
    quantize(scratch / "check-fp32.onnx", scratch / "check.onnx")
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(str(scratch / "check.onnx"), options)
    tokenizer = open_tokenizer(encoder)

    def one(window: Window) -> list[np.ndarray]:
        batch = make_batch([window])
        arrays = (batch.ids, batch.channels, batch.anchors, batch.features)
        return list(session.run(list(HEADS), dict(zip(INPUTS, arrays, strict=True))))

    return {str(t.report.key): [(w, one(w)) for w in make_windows(t.gated, t.candidates, tokenizer)] for t in told}


def export(net: Net, step: SecondStep, encoder: Path, folder: Path, card: dict[str, Any], scratch: Path) -> None:
    """Write the weights that are shipped, and their card with the hashes."""
    folder.mkdir(parents=True, exist_ok=True)
    write_onnx(net, scratch / "reader-fp32.onnx")
    quantize(scratch / "reader-fp32.onnx", folder / "reader.onnx")
    shutil.copyfile(encoder / "tokenizer.json", folder / "tokenizer.json")
    save_second(step, folder / "second.npz")
    names = ("reader.onnx", "tokenizer.json", "second.npz")
    hashes = {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in names}
    (folder / "card.json").write_text(
        json.dumps(card | {"sha256": hashes}, indent=2, sort_keys=True) + "\n", encoding="utf-8"
    )
