"""Tables and the chart."""

import os
import platform
import statistics
import subprocess


def number(value):
    if value >= 1000:
        return format(round(value), ",")
    return "%.0f" % value if value >= 100 else "%.1f" % value if value >= 1 else "%.2f" % value


class Paired:
    """The rounds of a row: for each round the values of the reference and ours."""

    def __init__(self, row, pairs):
        self.row, self.pairs = row, pairs

    def ratios(self, key):
        return sorted(ours[key] / theirs[key] for theirs, ours in self.pairs if theirs[key] > 0)

    def ratio(self, key):
        ratios = self.ratios(key)
        return statistics.median(ratios) if ratios else float("nan")

    def middle(self, side, key):
        return statistics.median([pair[side][key] for pair in self.pairs])

    def line(self):
        cpu = self.ratios("cpu")
        tail = "%.2f" % self.ratio("p99.9") if all("p99.9" in side for pair in self.pairs for side in pair) else "-"
        return "| %s | %s | %s | %s | %.2f | %.1f | %.1f | **%.2f** [%.2f, %.2f] | %.2f | %.2f | %s |" % (
            self.row.title,
            self.row.unit,
            number(self.middle(0, "rate")),
            number(self.middle(1, "rate")),
            self.ratio("rate"),
            self.middle(0, "cpu"),
            self.middle(1, "cpu"),
            self.ratio("cpu"),
            cpu[0],
            cpu[-1],
            self.row.target,
            self.ratio("machine"),
            tail,
        )


HEADER = (
    "| work | unit | haproxy /s | jhaproxy /s | rate ratio | haproxy CPU us/unit | jhaproxy CPU us/unit "
    "| CPU ratio [min, max] | aim | machine CPU ratio | p99.9 ratio |\n"
    "|---|---|---|---|---|---|---|---|---|---|---|"
)


def version(program):
    done = subprocess.run([program, "-v"], capture_output=True, text=True)
    return " ".join(done.stdout.split("\n", 1)[0].split(" ")[:3])


def setting(programs, rounds, seconds, connections):
    names = [version(program) for program in programs.values()]
    return "%s %s, %d CPUs, %d rounds of %d s, %d clients; %s against %s." % (
        platform.system(),
        platform.release().split("-")[0],
        os.cpu_count(),
        rounds,
        seconds,
        connections,
        names[1],
        names[0],
    )


def singles(values):
    lines = ["| measure | unit | haproxy | jhaproxy | ratio |", "|---|---|---|---|---|"]
    for title, unit, theirs, ours in values:
        ratio = "%.2f" % (ours / theirs) if theirs > 0 else "-"
        lines.append("| %s | %s | %s | %s | %s |" % (title, unit, number(theirs), number(ours), ratio))
    return "\n".join(lines)


def chart(results):
    """CPU per unit as bars, the reference is the line at 1.00; the whisker is the spread, the mark the aim."""
    left, width, step, top = 330, 420, 26, 40
    height = top + step * len(results) + 40
    scale = width / 1.4
    out = [
        '<svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" font-family="sans-serif" font-size="13">'
        % (left + width + 70, height),
        '<rect width="100%" height="100%" fill="white"/>',
        '<text x="10" y="20" font-weight="bold">CPU of the proxy per unit of work, haproxy = 1.00 (less is better)</text>',
    ]
    for tick in (0, 0.25, 0.5, 0.75, 1.0, 1.25):
        x = left + tick * scale
        color = "#c00" if tick == 1.0 else "#ddd"
        out.append('<line x1="%.1f" y1="%d" x2="%.1f" y2="%d" stroke="%s"/>' % (x, top - 8, x, height - 30, color))
        out.append('<text x="%.1f" y="%d" text-anchor="middle" fill="#666">%.2f</text>' % (x, height - 14, tick))
    for index, result in enumerate(results):
        y = top + index * step
        ratios = [min(ratio, 1.4) for ratio in result.ratios("cpu")]
        middle = min(result.ratio("cpu"), 1.4)
        color = "#3a7d44" if result.ratio("cpu") <= result.row.target else "#d08c2f" if middle <= 1 else "#b03a2e"
        title = result.row.title.replace("`", "").replace("&", "&amp;")
        out.append('<text x="%d" y="%d" text-anchor="end">%s</text>' % (left - 8, y + 13, title))
        out.append('<rect x="%d" y="%d" width="%.1f" height="16" fill="%s"/>' % (left, y, middle * scale, color))
        out.append(
            '<line x1="%.1f" y1="%d" x2="%.1f" y2="%d" stroke="black"/>'
            % (left + ratios[0] * scale, y + 8, left + ratios[-1] * scale, y + 8)
        )
        aim = left + result.row.target * scale
        out.append('<line x1="%.1f" y1="%d" x2="%.1f" y2="%d" stroke="black" stroke-width="2"/>' % (aim, y - 1, aim, y + 17))
        out.append('<text x="%d" y="%d">%.2f</text>' % (left + width + 10, y + 13, result.ratio("cpu")))
    out.append("</svg>\n")
    return "\n".join(out)


def replace(path, name, text):
    """Puts text between the marks of that name in a Markdown file."""
    begin, end = "<!-- %s -->\n" % name, "<!-- /%s -->" % name
    with open(path) as file:
        old = file.read()
    before, rest = old.split(begin, 1)
    after = rest.split(end, 1)[1]
    with open(path, "w") as file:
        file.write(before + begin + text.rstrip("\n") + "\n" + end + after)
