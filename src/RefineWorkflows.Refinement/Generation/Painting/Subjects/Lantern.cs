using RefineWorkflows.Refinement.Generation.Painting.Scene;

namespace RefineWorkflows.Refinement.Generation.Painting.Subjects;

internal sealed class Lantern : Subject
{
    public override IReadOnlyList<string> Names => ["lantern", "candle", "lamp", "candles"];
    public override IReadOnlyList<string> Homes => ["wooden table", "library", "forest"];
    public override double? Foot => 90;
    public override double Reach => 40;
    public override (double Y, double HalfWidth) Top => (-60, 20);

    public override void Paint(Stage stage)
    {
        Luck luck = stage.Luck.For("lantern");
        SvgCanvas canvas = stage.Canvas;
        Ink metal = stage.Dye(luck.Pick<Ink>(0, 0x4A4038, 0x7A4A2A, 0x3E4A55));
        canvas.Add($"<circle cx='0' cy='10' r='150' fill='{canvas.Halo(0xFFB84A, 0.75)}'/><path d='M-14 -86A20 20 0 1 1 14 -86' fill='none' stroke='{metal}' stroke-width='5'/><path d='M-40 -62L0 -92L40 -62Z' fill='{stage.Lit(metal)}'/>");
        canvas.Add($"<rect x='-36' y='-60' width='72' height='132' rx='8' fill='{canvas.Radial(0.5, 0.5, 0.7, new(0, 0xFFF1B0, 0.95), new(0.6, 0xFFC04A, 0.7), new(1, 0xB86A1E, 0.6))}'/><rect x='-12' y='26' width='24' height='46' fill='#f6ead0'/><path d='M0 -22C-14 0 -12 20 0 28C12 20 14 0 0 -22Z' fill='{canvas.Down(new(0, 0xFFE27A), new(1, 0xFF8A1E))}'/>");
        canvas.Add($"<path d='M-36 -60L-36 72M36 -60L36 72M-36 6L36 6' stroke='{metal}' stroke-width='5'/><rect x='-46' y='70' width='92' height='20' rx='6' fill='{stage.Lit(metal)}'/>");
    }

    public override void Shine(Stage stage)
    {
        SvgCanvas canvas = stage.Canvas;
        canvas.Add($"<circle cx='0' cy='6' r='120' fill='{canvas.Halo(0xFFC860, 0.75 * stage.Scene.Night)}'/><circle cx='0' cy='6' r='30' fill='{canvas.Halo(0xFFF8D8, stage.Scene.Night)}'/>");
    }
}
