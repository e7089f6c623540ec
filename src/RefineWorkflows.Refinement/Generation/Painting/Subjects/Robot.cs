using RefineWorkflows.Refinement.Generation.Painting.Scene;

namespace RefineWorkflows.Refinement.Generation.Painting.Subjects;

internal sealed class Robot : Subject
{
    public override IReadOnlyList<string> Names => ["robot", "android", "droid", "machine"];
    public override IReadOnlyList<string> Homes => ["studio", "city", "space"];
    public override double? Foot => 92;
    public override double Reach => 56;
    public override (double Y, double HalfWidth) Top => (-96, 36);

    public override void Paint(Stage stage)
    {
        Luck luck = stage.Luck.For("robot");
        SvgCanvas canvas = stage.Canvas;
        Ink shell = stage.Dye(luck.Pick<Ink>(0, 0x8FA3B8, 0xD98A3A, 0x6BA38C, 0xC9CDD4));
        canvas.Add($"<rect x='-62' y='-4' width='18' height='62' rx='9' fill='{stage.Lit(shell.Dark(0.15))}'/><rect x='44' y='-4' width='18' height='62' rx='9' fill='{stage.Lit(shell.Dark(0.15))}'/><rect x='-30' y='52' width='22' height='42' rx='7' fill='{stage.Lit(shell.Dark(0.2))}'/><rect x='8' y='52' width='22' height='42' rx='7' fill='{stage.Lit(shell.Dark(0.2))}'/>");
        canvas.Add($"<rect x='-44' y='-16' width='88' height='78' rx='18' fill='{stage.Lit(shell)}'/><rect x='-26' y='4' width='52' height='30' rx='8' fill='#22303c'/><circle cx='-12' cy='19' r='6' fill='#ffb43a'/><circle cx='10' cy='19' r='6' fill='#4fd08a'/>");
        canvas.Add($"<path d='M0 -78L0 -100' stroke='#5a6470' stroke-width='4'/><circle cx='0' cy='-102' r='7' fill='{stage.Ball(0xE2503A)}'/><rect x='-38' y='-80' width='76' height='58' rx='20' fill='{stage.Lit(shell.Light(0.12))}'/><rect x='-28' y='-66' width='56' height='28' rx='14' fill='#1c2733'/><circle cx='-12' cy='-52' r='8' fill='{canvas.Radial(0.5, 0.5, 0.5, new(0, 0xE8FBFF), new(1, 0x37C2E8))}'/><circle cx='12' cy='-52' r='8' fill='{canvas.Radial(0.5, 0.5, 0.5, new(0, 0xE8FBFF), new(1, 0x37C2E8))}'/>");
    }
}
