using RefineWorkflows.Refinement.Generation.Painting.Scene;

namespace RefineWorkflows.Refinement.Generation.Painting.Subjects;

internal sealed class Apple : Subject
{
    public override IReadOnlyList<string> Names => ["apple", "fruit"];
    public override IReadOnlyList<string> Homes => ["wooden table", "kitchen", "garden"];
    public override double? Foot => 68;
    public override double Reach => 62;
    public override (double Y, double HalfWidth) Top => (-52, 40);

    public override void Paint(Stage stage)
    {
        Luck luck = stage.Luck.For("apple");
        Ink skin = stage.Dye(luck.Pick<Ink>(0, 0xD3262B, 0xC81F34, 0xDB4A22));
        const string body = "M0 -38C22 -60 78 -54 78 4C78 46 50 72 24 71C12 70 8 66 0 66C-8 66 -12 70 -24 71C-50 72 -78 46 -78 4C-78 -54 -22 -60 0 -38Z";
        stage.Canvas.Add($"<path d='{body}' fill='{stage.Ball(skin)}'/>");
        string clip = stage.Canvas.Clip($"<path d='{body}'/>");
        stage.Canvas.Add($"<g clip-path='{clip}'>");
        for (int i = 0; i < 16; i++)
        {
            double x = -72 + i * 9.6;
            stage.Canvas.Add($"<path d='M0 -38Q{x * 1.2} -20 {x} {luck.Between(10 + i, 10, 62)}' fill='none' stroke='{skin.Mix(0xFFD060, 0.7)}' stroke-width='{luck.Between(40 + i, 0.6, 2.4)}' opacity='.28'/>");
        }

        stage.Canvas.Add($"<ellipse cx='0' cy='-40' rx='30' ry='13' fill='{stage.Canvas.Halo(0x4A0A10, 0.8)}'/><ellipse cx='{stage.Side * 42}' cy='-12' rx='17' ry='26' transform='rotate({stage.Side * 22} {stage.Side * 42} -12)' fill='{stage.Canvas.Halo(Ink.White, 0.75)}'/><ellipse cx='{stage.Side * -40}' cy='50' rx='30' ry='14' fill='{stage.Canvas.Halo(skin.Light(0.5), 0.5)}'/></g>");
        stage.Canvas.Add($"<path d='M-2 -38C-3 -56 4 -68 13 -78L20 -73C10 -63 5 -52 4 -38Z' fill='{stage.Lit(0x6B4423)}'/><path d='M8 -62C22 -92 62 -92 78 -76C64 -52 30 -46 8 -62Z' fill='{stage.Canvas.Linear(0, 0, 1, 1, new(0, 0x9BD15A), new(1, 0x3E8A34))}'/><path d='M10 -62Q40 -76 74 -76' stroke='#2f6d2a' stroke-width='1.6' fill='none' opacity='.7'/>");
    }
}
