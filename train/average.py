"""Averages the weights of two states of one training: better than either on what it was not taught.

    python average.py begun gone --share 0.8 --out together

Of begun.pt, begun-attribution.pt and begun-status.pt, as together.py writes them, and
the like of "gone", which went on from there (model soups, Wortsman et al. 2022).
"""
import argparse

import torch


def main():
    a = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    a.add_argument("begun")
    a.add_argument("gone")
    a.add_argument("--share", type=float, default=0.8, help="of the later one")
    a.add_argument("--out", required=True)
    o = a.parse_args()
    for suffix, key in (("", "state"), ("-attribution", "attribution"), ("-status", "status")):
        old, new = torch.load(f"{o.begun}{suffix}.pt"), torch.load(f"{o.gone}{suffix}.pt")
        mean = {k: v.lerp(new[key][k], o.share) if v.is_floating_point() else v for k, v in old[key].items()}
        torch.save(new | {key: mean, "command": f"{old['command']}; {new['command']}; average.py --share {o.share}"}, f"{o.out}{suffix}.pt")


if __name__ == "__main__":
    main()
