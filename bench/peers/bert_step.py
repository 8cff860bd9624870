"""BERT without pooler, 6 layers of width 64, 192 sentences of 14 tokens: forward, backward, step.

Arguments: full, or nested. 64 triples with the contrastive loss of scale 20; nested adds what 2D
Matryoshka embeddings do: layer 3, width 16, and a divergence between layers 6 and 3.
"""

import sys

import peer

VOCABULARY, WIDTH, LAYERS, HEADS, INNER, POSITIONS, ROWS, LENGTH = 340, 64, 6, 4, 128, 16, 192, 14


def modules(torch):
    nn, functional = torch.nn, torch.nn.functional

    class Layer(nn.Module):
        def __init__(self):
            super().__init__()
            self.query, self.key, self.value, self.out = (nn.Linear(WIDTH, WIDTH) for _ in range(4))
            self.norm1, self.norm2 = nn.LayerNorm(WIDTH, eps=1e-12), nn.LayerNorm(WIDTH, eps=1e-12)
            self.inner, self.outer = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)

        def split(self, x):
            return x.view(x.shape[0], x.shape[1], HEADS, -1).transpose(1, 2)

        def forward(self, x):
            q, k, v = self.split(self.query(x)), self.split(self.key(x)), self.split(self.value(x))
            weights = torch.softmax(q @ k.transpose(-2, -1) / q.shape[-1] ** 0.5, dim=-1)
            mixed = (weights @ v).transpose(1, 2).reshape(x.shape)
            h = self.norm1(x + self.out(mixed))
            return self.norm2(h + self.outer(functional.gelu(self.inner(h))))

    class Bert(nn.Module):
        def __init__(self):
            super().__init__()
            self.words = nn.Embedding(VOCABULARY, WIDTH)
            self.positions = nn.Embedding(POSITIONS, WIDTH)
            self.types = nn.Embedding(2, WIDTH)
            self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
            self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))

        def forward(self, ids):
            h = self.words(ids) + self.positions.weight[: ids.shape[1]] + self.types.weight[0]
            states = [self.norm(h)]
            for layer in self.layers:
                states.append(layer(states[-1]))
            return states

    return Bert


def build(torch):
    functional = torch.nn.functional
    model = modules(torch)()
    nested = sys.argv[2] == "nested"
    adam = torch.optim.AdamW(model.parameters(), lr=1e-3, weight_decay=0.01, foreach=True)
    ids = torch.randint(0, VOCABULARY, (ROWS, LENGTH))
    own = torch.arange(ROWS // 3)

    def contrast(rows):
        text, others = rows[0::3], torch.cat([rows[1::3], rows[2::3]])
        scores = functional.normalize(text, dim=1) @ functional.normalize(others, dim=1).T * 20
        return functional.cross_entropy(scores, own)

    def step():
        adam.zero_grad(set_to_none=True)
        states = model(ids)
        last = states[LAYERS].mean(1)
        loss = contrast(last)
        if nested:
            early = states[3].mean(1)
            p, q = torch.log_softmax(last, -1), torch.log_softmax(early, -1)
            kl = (p.exp() * (p - q)).sum(-1).mean()
            loss = loss + contrast(last[:, :16]) + kl
            loss = loss + (contrast(early) + contrast(early[:, :16])) / 3
        loss.backward()
        adam.step()

    return step, peer.count(model)


peer.serve(build)
