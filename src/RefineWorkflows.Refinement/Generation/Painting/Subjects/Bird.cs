using RefineWorkflows.Refinement.Generation.Painting.Scene;

namespace RefineWorkflows.Refinement.Generation.Painting.Subjects;

internal sealed class Bird : Subject
{
    public override IReadOnlyList<string> Names => ["bird", "parrot", "owl", "robin", "eagle", "duck"];
    public override IReadOnlyList<string> Homes => ["forest", "garden", "sunset"];
    public override double? Foot => 72;
    public override double Reach => 44;
    public override (double Y, double HalfWidth) Top => (-70, 36);

    public override void Paint(Stage stage)
    {
        Luck luck = stage.Luck.For("bird");
        SvgCanvas canvas = stage.Canvas;
        Ink feathers = stage.Dye(luck.Pick<Ink>(0, 0x3F86C6, 0xD9532F, 0x5FA24A, 0xE2B23A));
        canvas.Add($"<path d='M-40 40L-96 66L-84 40L-104 34Z' fill='{stage.Lit(feathers.Dark(0.25))}'/><ellipse cx='0' cy='14' rx='60' ry='50' transform='rotate(-18)' fill='{stage.Ball(feathers)}'/><ellipse cx='12' cy='30' rx='36' ry='30' fill='{feathers.Light(0.55)}' opacity='.8'/>");
        canvas.Add($"<path d='M-44 6C-20 -22 26 -10 30 20C2 44 -34 40 -44 6Z' fill='{stage.Lit(feathers.Dark(0.18))}'/><circle cx='42' cy='-36' r='36' fill='{stage.Ball(feathers)}'/><path d='M72 -42L104 -30L72 -22Z' fill='{stage.Lit(0xF0A12A)}'/><circle cx='52' cy='-42' r='9' fill='#fff'/><circle cx='54' cy='-42' r='5.5' fill='#1b1420'/><circle cx='56' cy='-44' r='1.8' fill='#fff'/><path d='M-6 58L-8 74M16 58L18 74' stroke='#d9862a' stroke-width='5' stroke-linecap='round'/>");
    }
}
