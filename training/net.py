"""The network: a small BERT encoder with marks added to its input, and light heads over the candidates.

In: a ``Batch`` of tensors. Out: one tensor a head, a row a candidate, in the order of ``HEADS``.

Example: ``Net(encoder_folder)(ids, channels, anchors, features)[0]`` are the logits of the six harms.
"""

from __future__ import annotations

from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from according.extract.candidates import HARMS, ROLES
from according.extract.windows import CHANNEL_SIZES, FEATURE_SIZES
from according.words import MeansType, Scope, Status, VictimsClass

WIDTH, LAYERS, NECKS, INNER, EPS = 384, 6, 12, 1536, 1e-12
HEADS: tuple[str, ...] = ("harm", "klass", "scope", "status", "means", "starts", "ends", "wholes")
STILL = 3
_KEY, _HIDDEN, _NEAR = 48, 256, 12


class Layer(nn.Module):
    """One layer of BERT."""

    def __init__(self) -> None:
        super().__init__()
        self.q, self.k, self.v, self.out = (nn.Linear(WIDTH, WIDTH) for _ in range(4))
        self.norm = nn.LayerNorm(WIDTH, eps=EPS)
        self.up, self.down = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)
        self.last = nn.LayerNorm(WIDTH, eps=EPS)

    def forward(self, x: Tensor, mask: Tensor, drop: float) -> Tensor:
        """Return the next hidden states."""
        windows, length, _ = x.shape
        q, k, v = (f(x).view(windows, length, NECKS, WIDTH // NECKS).transpose(1, 2) for f in (self.q, self.k, self.v))
        with torch.autocast("cpu", enabled=False):  # in the width that comes in: half of the time in training
            scores = (q * (WIDTH // NECKS) ** -0.5).flatten(0, 1) @ k.transpose(2, 3).flatten(0, 1)
            weights = torch.softmax(scores.unflatten(0, (windows, NECKS)) + mask.to(q.dtype), -1)
            mixed = (weights.flatten(0, 1) @ v.flatten(0, 1)).unflatten(0, (windows, NECKS))
        mixed = mixed.transpose(1, 2).reshape(windows, length, WIDTH)
        x = self.norm(x + functional.dropout(self.out(mixed), drop, self.training))
        inner = self.down(functional.gelu(self.up(x)))
        return self.last(x + functional.dropout(inner, drop, self.training))


class Net(nn.Module):
    """Encoder and heads."""

    def __init__(self, folder: Path | None = None, *, drop: float = 0.1, still: int = STILL) -> None:
        super().__init__()
        self.drop = drop
        self.still = still  # lowest layers that are left as they are
        self.words = nn.Embedding(30522, WIDTH)
        self.places = nn.Embedding(512, WIDTH)
        self.types = nn.Parameter(torch.zeros(WIDTH))
        self.norm = nn.LayerNorm(WIDTH, eps=EPS)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        self.channels = nn.ModuleList(nn.Embedding(n, WIDTH) for n in CHANNEL_SIZES)
        self.features = nn.ModuleList(nn.Embedding(n, WIDTH) for n in FEATURE_SIZES)
        self.features_last = nn.ModuleList(nn.Embedding(n, _HIDDEN) for n in FEATURE_SIZES)
        for table in (*self.channels, *self.features, *self.features_last):
            nn.init.normal_(table.weight, std=0.02)
        self.hidden = nn.Linear(4 * WIDTH, _HIDDEN)
        sizes = (len(HARMS), len(VictimsClass), len(Scope), len(Status), len(MeansType) + 1)
        self.heads = nn.ModuleList(nn.Linear(_HIDDEN, n) for n in sizes)
        self.query = nn.Linear(_HIDDEN, 2 * len(ROLES) * _KEY)
        self.key = nn.Linear(WIDTH, 2 * len(ROLES) * _KEY)
        self.near = nn.Embedding(2 * _NEAR + 1, 2 * len(ROLES))
        self.part, self.whole = nn.Linear(_HIDDEN, _KEY), nn.Linear(_HIDDEN, _KEY)
        nn.init.zeros_(self.near.weight)
        if folder is not None:
            self._load(folder)

    def _load(self, folder: Path) -> None:
        found = load_file(folder / "model.safetensors")
        found = {k.removeprefix("bert."): v for k, v in found.items()}
        parts = {
            "words.weight": "embeddings.word_embeddings.weight",
            "places.weight": "embeddings.position_embeddings.weight",
            "norm.weight": "embeddings.LayerNorm.weight",
            "norm.bias": "embeddings.LayerNorm.bias",
        }
        for i in range(LAYERS):
            names = {
                "q": "attention.self.query",
                "k": "attention.self.key",
                "v": "attention.self.value",
                "out": "attention.output.dense",
                "norm": "attention.output.LayerNorm",
                "up": "intermediate.dense",
                "down": "output.dense",
                "last": "output.LayerNorm",
            }
            parts |= {
                f"layers.{i}.{k}.{w}": f"encoder.layer.{i}.{v}.{w}"
                for k, v in names.items()
                for w in ("weight", "bias")
            }
        state = self.state_dict()
        for ours, theirs in parts.items():
            state[ours].copy_(found[theirs])
        state["types"].copy_(found["embeddings.token_type_embeddings.weight"][0])

    def lower(self, ids: Tensor) -> Tensor:
        """Return what the layers that are left as they are make of the words alone: the same in every epoch."""
        x = self.norm(self.words(ids) + self.places.weight[: ids.shape[1]] + self.types)
        mask = self._mask(ids)
        for layer in self.layers[: self.still]:
            x = layer(x, mask, 0.0)
        return x

    def encode(
        self, ids: Tensor, channels: Tensor, anchors: Tensor, features: Tensor, lower: Tensor | None = None
    ) -> Tensor:
        """Return the hidden states of every piece; marks come in above the layers that are left as they are."""
        x = self.lower(ids) if lower is None else lower
        x = functional.dropout(self._mark(x, channels, anchors, features), self.drop, self.training)
        mask = self._mask(ids)
        for layer in self.layers[self.still :]:
            x = layer(x, mask, self.drop)
        return x

    def _mask(self, ids: Tensor) -> Tensor:
        return ((ids == 0).to(torch.float32) * -1e4)[:, None, None, :]

    def _mark(self, x: Tensor, channels: Tensor, anchors: Tensor, features: Tensor) -> Tensor:
        for i, table in enumerate(self.channels):
            x = x + table(channels[:, :, i])
        shown = sum(table(features[:, i]) for i, table in enumerate(self.features))
        rows = anchors[:, 0] * channels.shape[1] + anchors[:, 1]
        return x.reshape(-1, WIDTH).index_add(0, rows, shown.to(x.dtype)).view(x.shape)

    def forward(
        self, ids: Tensor, channels: Tensor, anchors: Tensor, features: Tensor, lower: Tensor | None = None
    ) -> tuple[Tensor, ...]:
        """Return the answers of every head, in the order of ``HEADS``."""
        x = self.encode(ids, channels, anchors, features, lower)
        window, length = anchors[:, 0], ids.shape[1]
        flat = x.reshape(-1, WIDTH)
        at = [
            flat.index_select(0, window * length + place)
            for place in (anchors[:, 1], anchors[:, 2], anchors[:, 4], window * 0)
        ]
        at[3] = x[:, 0].index_select(0, window)
        hidden = self.hidden(functional.dropout(torch.cat(at, -1), 2 * self.drop, self.training))
        hidden = hidden + sum(table(features[:, i]) for i, table in enumerate(self.features_last))
        hidden = functional.dropout(functional.gelu(hidden), 2 * self.drop, self.training)
        plain = tuple(head(hidden) for head in self.heads)
        return (*plain, *self._spans(x, hidden, anchors, length), self._wholes(hidden, window))

    def asked(self, hidden: Tensor) -> Tensor:
        """Return what a candidate asks of every piece, for each start and end."""
        asked: Tensor = self.query(hidden)
        return asked

    def _spans(self, x: Tensor, hidden: Tensor, anchors: Tensor, length: int) -> tuple[Tensor, Tensor]:
        """Return start and end scores, candidates x roles x pieces; piece 0 stands for none."""
        roles = 2 * len(ROLES)
        query = self.asked(hidden).view(-1, roles, _KEY)
        keys = self.key(x).view(x.shape[0], length, roles, _KEY).permute(0, 2, 3, 1).index_select(0, anchors[:, 0])
        score = (query.unsqueeze(2) @ keys).squeeze(2) / _KEY**0.5
        at = torch.arange(length, device=x.device)
        distance = at[None, :] - anchors[:, 1:2]
        # near distances one by one, far ones by sign
        bucket = torch.clamp(distance, -_NEAR, _NEAR) + _NEAR
        score = score + self.near(bucket).permute(0, 2, 1)
        inside = (at[None, :] == 0) | ((at[None, :] >= anchors[:, 3:4]) & (at[None, :] < anchors[:, 4:5]))
        score = score + (1.0 - inside.to(score.dtype))[:, None, :] * -1e4
        return score[:, : len(ROLES)], score[:, len(ROLES) :]

    def _wholes(self, hidden: Tensor, window: Tensor) -> Tensor:
        """Return the scores of candidates as the whole that a candidate is part of; of itself: part of none."""
        score = self.part(hidden) @ self.whole(hidden).T / _KEY**0.5
        return score + (window[:, None] != window[None, :]).to(score.dtype) * -1e4
