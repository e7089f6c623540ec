using RefineWorkflows.Refinement.Generation.Painting.Scene;

namespace RefineWorkflows.Refinement.Generation.Painting.Subjects;

internal sealed class Person : Subject
{
    public override IReadOnlyList<string> Names => ["person", "man", "woman", "girl", "boy", "human", "figure", "portrait", "people"];
    public override IReadOnlyList<string> Homes => ["city", "meadow", "sunset"];
    public override double? Foot => 98;
    public override double Reach => 40;
    public override (double Y, double HalfWidth) Top => (-92, 30);

    public override void Paint(Stage stage)
    {
        Luck luck = stage.Luck.For("person");
        SvgCanvas canvas = stage.Canvas;
        Ink coat = stage.Dye(luck.Pick<Ink>(0, 0x35507A, 0x8A3B3A, 0x3F6B55, 0xC28A3A));
        Ink skin = luck.Pick<Ink>(1, 0xE8B48E, 0xC98A62, 0x8A5A3C, 0xF0C8A8);
        Ink hair = luck.Pick<Ink>(2, 0x2A1E1A, 0x6B4426, 0xC79A4A, 0x4A2A1C);
        canvas.Add($"<path d='M-18 44L-16 96L-2 96L0 52L2 96L16 96L18 44Z' fill='{stage.Lit(0x2E3440)}'/><path d='M-30 -28C-20 -40 20 -40 30 -28C40 0 38 36 34 58L-34 58C-38 36 -40 0 -30 -28Z' fill='{stage.Lit(coat)}'/>");
        canvas.Add($"<path d='M-30 -24C-46 0 -48 22 -44 44M30 -24C46 0 48 22 44 44' fill='none' stroke='{coat.Dark(0.15)}' stroke-width='15' stroke-linecap='round'/><circle cx='-44' cy='48' r='7' fill='{skin}'/><circle cx='44' cy='48' r='7' fill='{skin}'/><rect x='-8' y='-48' width='16' height='18' fill='{skin.Dark(0.15)}'/>");
        canvas.Add($"<ellipse cx='0' cy='-66' rx='24' ry='28' fill='{stage.Ball(skin)}'/><path d='M-26 -64C-30 -104 30 -104 26 -64C20 -82 -8 -84 -26 -64Z' fill='{stage.Lit(hair)}'/><circle cx='-9' cy='-64' r='2.6' fill='#231a1c'/><circle cx='9' cy='-64' r='2.6' fill='#231a1c'/><path d='M-7 -52Q0 -46 7 -52' stroke='#8a3d35' stroke-width='2.4' fill='none' stroke-linecap='round'/>");
    }
}
