using RefineWorkflows.Refinement.Generation.Painting.Scene;

namespace RefineWorkflows.Refinement.Generation.Painting.Subjects;

internal sealed class Cottage : Subject
{
    public override IReadOnlyList<string> Names => ["cottage", "house", "home", "cabin", "hut", "building", "barn", "castle"];
    public override IReadOnlyList<string> Homes => ["meadow", "forest", "mountains"];
    public override double? Foot => 78;
    public override double Reach => 92;
    public override (double Y, double HalfWidth) Top => (-70, 34);

    public override void Paint(Stage stage)
    {
        Luck luck = stage.Luck.For("cottage");
        SvgCanvas canvas = stage.Canvas;
        Ink wall = stage.Dye(luck.Pick<Ink>(0, 0xF1E4CC, 0xE8D3B4, 0xDCE2E0)), roof = luck.Pick<Ink>(1, 0xA8452F, 0x7A4A3A, 0x4F5D73);
        double lamp = 0.25 + 0.75 * Math.Max(stage.Scene.Night, stage.Scene.Glow);
        Ink pane = new Ink(0.55, 0.72, 0.82).Mix(0xFFC95C, lamp);
        canvas.Add($"<rect x='34' y='-84' width='20' height='50' fill='{stage.Lit(0x8E5B4B)}'/><rect x='31' y='-88' width='26' height='7' fill='#6d4437'/>");
        canvas.Add($"<path d='M-76 0L76 0L76 78L-76 78Z' fill='{stage.Lit(wall)}'/><path d='M-76 0L76 0L76 12L-76 12Z' fill='#2b1a2a' opacity='.28'/><path d='M-76 66L76 66L76 78L-76 78Z' fill='#8b8378' opacity='.75'/>");
        canvas.Add($"<path d='M-96 8C-70 -14 -56 -46 -44 -62L44 -62C58 -46 72 -14 96 8Z' fill='{stage.Lit(roof)}'/>");
        for (int row = 0; row < 5; row++)
            canvas.Add($"<path d='M{-52 - row * 10} {-50 + row * 12}H{52 + row * 10}' stroke='{roof.Dark(0.5)}' stroke-width='1.6' stroke-dasharray='9 3' opacity='.55'/>");
        canvas.Add($"<path d='M-15 78V34Q0 18 15 34V78Z' fill='{stage.Lit(0x7A4A2C)}'/><path d='M0 27V78' stroke='#3e2414' stroke-width='1.4'/><circle cx='9' cy='56' r='2' fill='#f0cf6a'/><rect x='-20' y='78' width='40' height='5' rx='2' fill='#9c948a'/>");
        foreach (double x in new[] { -48.0, 48.0 })
        {
            if (lamp > 0.4)
                canvas.Add($"<circle cx='{x}' cy='38' r='46' fill='{canvas.Halo(0xFFC860, 0.7 * lamp)}'/>");
            canvas.Add($"<rect x='{x - 16}' y='22' width='32' height='30' rx='2' fill='#f7f1e6'/><rect x='{x - 13}' y='25' width='26' height='24' fill='{canvas.Down(new(0, pane.Light(0.3)), new(1, pane))}'/><path d='M{x} 25V49M{x - 13} 37H{x + 13}' stroke='#f7f1e6' stroke-width='2.2'/><rect x='{x - 18}' y='51' width='36' height='6' rx='1.5' fill='#8a5a3c'/>");
            for (int i = 0; i < 6; i++)
                canvas.Add($"<circle cx='{x - 14 + i * 5.6}' cy='{50 - luck.Between(i, 0, 4)}' r='3.2' fill='{luck.Pick<Ink>(20 + i, 0xE2577A, 0xF5B83C, 0x6FA64A, 0xC84B4B)}'/>");
        }

        for (int i = 0; i < 8; i++)
        {
            double x = (i < 4 ? -92 : 62) + i % 4 * 10;
            canvas.Add($"<circle cx='{x}' cy='{72 - luck.Between(40 + i, 0, 6)}' r='{luck.Between(50 + i, 8, 13)}' fill='{stage.Ball(0x4E8C3C)}'/>");
        }
    }

    public override void Shine(Stage stage)
    {
        SvgCanvas canvas = stage.Canvas;
        double night = stage.Scene.Night;
        foreach (double x in new[] { -48.0, 48.0 })
            canvas.Add($"<circle cx='{x}' cy='37' r='52' fill='{canvas.Halo(0xFFC860, 0.8 * night)}'/><g opacity='{night}'><rect x='{x - 13}' y='25' width='26' height='24' fill='{canvas.Down(new(0, 0xFFF0B8), new(1, 0xFFC34E))}'/><path d='M{x} 25V49M{x - 13} 37H{x + 13}' stroke='#a8763a' stroke-width='2.2'/></g>");
        canvas.Add($"<ellipse cx='0' cy='88' rx='84' ry='14' fill='{canvas.Halo(0xFFC860, 0.55 * night)}'/>");
    }
}
