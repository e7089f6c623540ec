using RefineWorkflows.Refinement.Generation.Painting.Scene;

namespace RefineWorkflows.Refinement.Generation.Painting.Subjects;

internal sealed class Cat : Subject
{
    public override IReadOnlyList<string> Names => ["cat", "kitten", "kitty", "feline", "tiger", "fox"];
    public override IReadOnlyList<string> Homes => ["library", "garden", "kitchen"];
    public override double? Foot => 82;
    public override double Reach => 64;
    public override (double Y, double HalfWidth) Top => (-70, 40);

    public override void Paint(Stage stage)
    {
        Luck luck = stage.Luck.For("cat");
        SvgCanvas canvas = stage.Canvas;
        Ink fur = stage.Dye(luck.Pick<Ink>(0, 0xE2933F, 0x8C8A90, 0x4A4550, 0xD9B98C));
        Ink belly = fur.Light(0.62), stripe = fur.Dark(0.42), iris = luck.Pick<Ink>(1, 0x8CC63F, 0xE8B33A, 0x5FB7D4);
        canvas.Add($"<path d='M48 70C96 76 104 30 78 8C74 2 84 -6 92 2C124 36 104 96 46 84Z' fill='{stage.Lit(fur.Dark(0.1))}'/>");
        canvas.Add($"<path d='M0 -22C40 -22 58 26 60 58C62 80 40 83 0 83C-40 83 -62 80 -60 58C-58 26 -40 -22 0 -22Z' fill='{stage.Ball(fur)}'/><path d='M0 4C22 8 30 40 24 82L-24 82C-30 40 -22 8 0 4Z' fill='{belly}' opacity='.85'/>");
        for (int i = 0; i < 3; i++)
            canvas.Add($"<path d='M{-56 + i * 2} {34 + i * 12}Q-44 {32 + i * 12} -36 {38 + i * 12}M{56 - i * 2} {34 + i * 12}Q44 {32 + i * 12} 36 {38 + i * 12}' stroke='{stripe}' stroke-width='4.5' stroke-linecap='round' fill='none' opacity='.6'/>");
        canvas.Add($"<ellipse cx='-18' cy='78' rx='17' ry='8' fill='{belly}'/><ellipse cx='18' cy='78' rx='17' ry='8' fill='{belly}'/><path d='M-24 80V74M-16 81V75M14 81V75M22 80V74' stroke='{stripe}' stroke-width='1.3'/>");
        canvas.Add($"<path d='M-50 -40L-52 -94Q-30 -84 -16 -66ZM50 -40L52 -94Q30 -84 16 -66Z' fill='{stage.Lit(fur)}'/><path d='M-44 -56L-45 -82Q-32 -74 -25 -66ZM44 -56L45 -82Q32 -74 25 -66Z' fill='#e9a2a0'/>");
        canvas.Add($"<path d='M0 -74C40 -74 60 -54 60 -32C60 -6 34 4 0 4C-34 4 -60 -6 -60 -32C-60 -54 -40 -74 0 -74Z' fill='{stage.Ball(fur)}'/>");
        canvas.Add($"<path d='M0 -72V-56M-13 -71Q-12 -64 -9 -58M13 -71Q12 -64 9 -58M-58 -28L-44 -26M58 -28L44 -26' stroke='{stripe}' stroke-width='4.4' stroke-linecap='round' opacity='.65'/><ellipse cx='-11' cy='-12' rx='15' ry='12' fill='{belly}'/><ellipse cx='11' cy='-12' rx='15' ry='12' fill='{belly}'/>");
        foreach (double x in new[] { -25.0, 25.0 })
            canvas.Add($"<ellipse cx='{x}' cy='-36' rx='12.5' ry='13' fill='#1c1418'/><ellipse cx='{x}' cy='-36' rx='11' ry='11.6' fill='{canvas.Radial(0.5, 0.7, 0.7, new(0, iris.Light(0.45)), new(1, iris.Dark(0.3)))}'/><ellipse cx='{x}' cy='-36' rx='4.8' ry='9.4' fill='#120d12'/><circle cx='{x + stage.Side * 4}' cy='-41' r='3.4' fill='#fff'/>");
        canvas.Add("<path d='M-6 -20L6 -20Q3 -13 0 -13Q-3 -13 -6 -20Z' fill='#d9767a'/><path d='M0 -13Q-2 -4 -12 -6M0 -13Q2 -4 12 -6' stroke='#5a3434' stroke-width='1.8' fill='none' stroke-linecap='round'/><path d='M-22 -12L-64 -18M-22 -8L-62 -4M22 -12L64 -18M22 -8L62 -4' stroke='#fff' stroke-width='1.1' opacity='.75'/>");
    }
}
