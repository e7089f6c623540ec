using RefineWorkflows.Refinement.Generation.Painting.Scene;

namespace RefineWorkflows.Refinement.Generation.Painting.Subjects;

internal sealed class Mug : Subject
{
    public override IReadOnlyList<string> Names => ["mug", "cup", "coffee", "tea", "teacup", "cocoa", "espresso", "soup"];
    public override IReadOnlyList<string> Homes => ["wooden table", "kitchen", "library"];
    public override double? Foot => 74;
    public override double Reach => 66;
    public override (double Y, double HalfWidth) Top => (-58, 40);

    public override void Paint(Stage stage)
    {
        Luck luck = stage.Luck.For("mug");
        SvgCanvas canvas = stage.Canvas;
        Ink glaze = stage.Dye(luck.Pick<Ink>(0, 0xE9E1D2, 0x3F7C8C, 0xC8553D, 0x6C8E5A, 0x394A6D));
        string side = canvas.Linear(0, 0, 1, 0, new(0, glaze.Dark(0.3)), new(0.5 + stage.Side * 0.26, glaze.Light(0.34)), new(0.55 + stage.Side * 0.1, glaze.Light(0.05)), new(1, glaze.Dark(0.34)));
        canvas.Add($"<path d='M50 -34C92 -42 102 -8 94 18C88 42 66 50 48 48L50 34C64 36 76 30 80 12C84 -8 78 -26 50 -18Z' fill='{stage.Lit(glaze.Dark(0.08))}'/>");
        canvas.Add($"<path d='M-60 -54L60 -54C60 10 56 48 44 66Q40 75 0 75Q-40 75 -44 66C-56 48 -60 10 -60 -54Z' fill='{side}'/>");
        canvas.Add($"<path d='M-58 -8C-30 2 30 2 58 -8L57 8C30 18 -30 18 -57 8Z' fill='{glaze.Light(0.55)}' opacity='.55'/>");
        canvas.Add($"<ellipse cx='0' cy='-54' rx='60' ry='16' fill='{glaze.Light(0.4)}'/><ellipse cx='0' cy='-52.5' rx='54' ry='13' fill='{glaze.Dark(0.5)}'/><ellipse cx='0' cy='-49' rx='50' ry='10.5' fill='{canvas.Radial(0.4, 0.4, 0.7, new(0, 0x8A5A32), new(0.7, 0x4B2A16), new(1, 0x2E170C))}'/><path d='M-36 -48C-20 -54 0 -44 14 -50C24 -53 34 -49 38 -47' fill='none' stroke='#d9b48a' stroke-width='2.2' opacity='.75'/>");
        canvas.Add($"<path d='M{-40 + (stage.Side + 1) * 34} -36C{-42 + (stage.Side + 1) * 34} 0 {-38 + (stage.Side + 1) * 33} 30 {-34 + (stage.Side + 1) * 32} 52' stroke='#fff' stroke-width='6' stroke-linecap='round' opacity='.38' fill='none'/>");
    }
}
