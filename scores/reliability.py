"""Draws how often what is said with a confidence is right: one disc for each tenth, its area by the number of events."""


def svg(bins):
    """bins: (said, right, events)."""
    side, edge = 320, 40
    x, y = lambda p: edge + side * p, lambda p: edge / 2 + side * (1 - p)
    most = max(n for _, _, n in bins)
    out = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side + 1.5 * edge:.0f} {side + 2 * edge:.0f}" font-family="sans-serif" font-size="12">',
           f'<rect width="100%" height="100%" fill="white"/><path d="M{x(0)} {y(0)}L{x(1)} {y(1)}" stroke="#bbb" stroke-dasharray="4"/>',
           f'<path d="M{x(0)} {y(1)}V{y(0)}H{x(1)}" fill="none" stroke="#444"/>']
    for k in range(0, 11, 2):
        out.append(f'<text x="{x(k / 10)}" y="{y(0) + 16}" text-anchor="middle">{k / 10}</text><text x="{x(0) - 6}" y="{y(k / 10) + 4}" text-anchor="end">{k / 10}</text>')
    for said, right, n in bins:
        out.append(f'<circle cx="{x(said):.1f}" cy="{y(right):.1f}" r="{3 + 9 * (n / most) ** 0.5:.1f}" fill="#3465a4" fill-opacity=".7"/>')
    out.append(f'<text x="{x(0.5)}" y="{y(0) + 36}" text-anchor="middle">confidence</text>'
               f'<text transform="translate(12 {y(0.5)}) rotate(-90)" text-anchor="middle">share that is right</text></svg>')
    return "\n".join(out) + "\n"
