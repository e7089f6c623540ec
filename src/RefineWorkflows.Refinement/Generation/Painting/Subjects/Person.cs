using RefineWorkflows.Refinement.Generation.Painting.Scene;

namespace RefineWorkflows.Refinement.Generation.Painting.Subjects;

/// <summary>A standing figure in a coat, six heads tall.</summary>
internal sealed class Person : Subject
{
    public override IReadOnlyList<string> Names => ["person", "man", "woman", "girl", "boy", "human", "figure", "portrait", "people"];
    public override IReadOnlyList<string> Homes => ["city", "meadow", "sunset"];
    public override double? Foot => 98;
    public override double Reach => 38;
    public override (double Y, double HalfWidth) Top => (-96, 18);

    public override void Paint(Stage stage)
    {
        Luck luck = stage.Luck.For("person");
        Ink coat = stage.Dye(luck.Pick<Ink>(0, 0x35507A, 0x9A3B3A, 0x3F6B55, 0xC28A3A));
        Ink skin = luck.Pick<Ink>(1, 0xE8B48E, 0xC98A62, 0x8A5A3C, 0xF0C8A8);
        Ink hair = luck.Pick<Ink>(2, 0x2A1E1A, 0x6B4426, 0xC79A4A, 0x4A2A1C);
        bool longHair = luck.Unit(3) < 0.5;
        if (longHair)
            stage.Canvas.Add($"<path d='M-19 -84C-24 -64 -24 -52 -20 -44L20 -44C24 -52 24 -64 19 -84Z' fill='{stage.Lit(hair.Dark(0.15))}'/>");
        Legs(stage, luck.Pick<Ink>(4, 0x2E3440, 0x4A4038, 0x3A4A66));
        Coat(stage, coat, skin, luck.Pick<Ink>(5, 0xD9A441, 0xC94F3D, 0xE8DCC4, 0x5A8A8A));
        Head(stage, skin, hair);
    }

    private static void Legs(Stage stage, Ink trousers)
        => stage.Canvas.Add($"<path d='M-17 36L-15 90L-3 90L0 46L3 90L15 90L17 36Z' fill='{stage.Lit(trousers)}'/><path d='M0 46V60' stroke='{trousers.Dark(0.4)}' stroke-width='1.4'/><path d='M-16 86H-2V97Q-2 98.5 -4 98.500H-23Q-25 93 -16 90ZM16 86H2V97Q2 98.5 4 98.500H23Q25 93 16 90Z' fill='{stage.Lit(0x4A3026)}'/><path d='M-24 98H-2M24 98H2' stroke='#1f1512' stroke-width='2'/>");

    private static void Coat(Stage stage, Ink coat, Ink skin, Ink scarf)
    {
        SvgCanvas canvas = stage.Canvas;
        canvas.Add($"<circle cx='-33.5' cy='37' r='5.8' fill='{stage.Ball(skin)}'/><circle cx='33.5' cy='37' r='5.8' fill='{stage.Ball(skin)}'/>");
        string sleeve = stage.Lit(coat.Dark(0.12));
        canvas.Add($"<path d='M-22 -42C-33 -40 -36 -28 -38 -8L-41 30Q-35 36 -27 32L-22 -4Z' fill='{sleeve}'/><path d='M22 -42C33 -40 36 -28 38 -8L41 30Q35 36 27 32L22 -4Z' fill='{sleeve}'/><path d='M-41 26Q-34 31 -27 27L-26.5 32Q-34 37 -41.5 31ZM41 26Q34 31 27 27L26.5 32Q34 37 41.5 31Z' fill='{coat.Dark(0.38)}'/>");
        canvas.Add($"<path d='M-9 -48C-22 -46 -28 -42 -28 -34C-24 -14 -22 0 -24 12L-29 54Q0 62 29 54L24 12C22 0 24 -14 28 -34C28 -42 22 -46 9 -48Z' fill='{stage.Lit(coat)}'/><path d='M1 -30V57' stroke='{coat.Dark(0.45)}' stroke-width='1.8'/><path d='M-23.5 10Q0 16 23.5 10L24 16Q0 22 -24 16Z' fill='{coat.Dark(0.4)}'/><rect x='-5' y='12' width='11' height='8' rx='2' fill='none' stroke='#e2c273' stroke-width='2'/>");
        canvas.Add($"<path d='M-21 28L-10 31M21 28L10 31' stroke='{coat.Dark(0.45)}' stroke-width='2.2' stroke-linecap='round'/><path d='M-24 -30Q-20 -10 -21 6M24 -30Q20 -10 21 6' fill='none' stroke='{coat.Dark(0.4)}' stroke-width='1.6' opacity='.7'/>");
        foreach (int y in (int[])[-20, -6, 30, 44])
            canvas.Add($"<circle cx='8' cy='{y}' r='2.2' fill='#e8d6a8'/>");
        canvas.Add($"<rect x='-6.5' y='-62' width='13' height='18' fill='{skin.Dark(0.22)}'/><path d='M-10 -48L-17 -38L-4 -24L1 -32ZM10 -48L17 -38L5 -24L1 -32Z' fill='{stage.Lit(coat.Light(0.12))}'/>");
        canvas.Add($"<path d='M-13 -54Q0 -46 13 -54L15 -43Q0 -33 -15 -43Z' fill='{stage.Lit(scarf)}'/><path d='M-9 -40L-13 -8L-2 -7L0 -38Z' fill='{stage.Lit(scarf.Dark(0.12))}'/><path d='M-12 -15L-1.5 -14M-12.4 -11L-2 -10' stroke='{scarf.Dark(0.4)}' stroke-width='1.5'/>");
    }

    private static void Head(Stage stage, Ink skin, Ink hair)
    {
        SvgCanvas canvas = stage.Canvas;
        canvas.Add($"<circle cx='-16' cy='-71' r='3.6' fill='{skin.Dark(0.1)}'/><circle cx='16' cy='-71' r='3.6' fill='{skin.Dark(0.1)}'/><path d='M0 -92C11 -92 16.5 -84 16 -72C15.5 -60 8 -53 0 -53C-8 -53 -15.5 -60 -16 -72C-16.5 -84 -11 -92 0 -92Z' fill='{stage.Ball(skin)}'/>");
        canvas.Add($"<path d='M-17 -70C-20 -92 -10 -99 2 -98C14 -98 20 -88 17 -70C15 -78 12 -82 8 -84C0 -80 -10 -82 -13 -82C-15 -79 -16 -75 -17 -70Z' fill='{stage.Lit(hair)}'/>");
        canvas.Add($"<path d='M-10 -76Q-6.5 -78.5 -3.5 -76M3.5 -76Q6.5 -78.5 10 -76' stroke='{hair.Dark(0.2)}' stroke-width='1.5' fill='none' stroke-linecap='round'/><circle cx='-6.5' cy='-71' r='1.9' fill='#231a1c'/><circle cx='6.5' cy='-71' r='1.9' fill='#231a1c'/><path d='M0 -70L-1.8 -64.500L1 -64' stroke='{skin.Dark(0.35)}' stroke-width='1.3' fill='none' stroke-linecap='round'/><path d='M-4.5 -60Q0 -56.5 4.5 -60' stroke='#8a3d35' stroke-width='1.7' fill='none' stroke-linecap='round'/><circle cx='-10' cy='-64' r='3' fill='#e0665a' opacity='.3'/><circle cx='10' cy='-64' r='3' fill='#e0665a' opacity='.3'/>");
    }
}
