using RefineWorkflows.Refinement.Generation.Painting.Scene;

namespace RefineWorkflows.Refinement.Generation.Painting.Subjects;

internal sealed class Dog : Subject
{
    public override IReadOnlyList<string> Names => ["dog", "puppy", "pup", "hound", "wolf", "corgi", "retriever"];
    public override IReadOnlyList<string> Homes => ["meadow", "garden", "beach"];
    public override double? Foot => 82;
    public override double Reach => 66;
    public override (double Y, double HalfWidth) Top => (-70, 40);

    public override void Paint(Stage stage)
    {
        Luck luck = stage.Luck.For("dog");
        SvgCanvas canvas = stage.Canvas;
        Ink fur = stage.Dye(luck.Pick<Ink>(0, 0xC98B4E, 0xB0743C, 0xE2C08A, 0x7C5A44));
        Ink ear = fur.Dark(0.34), muzzle = fur.Light(0.66), collar = luck.Pick<Ink>(1, 0xC8342F, 0x2F6FC8, 0x2F9C6A);
        canvas.Add($"<path d='M52 66C84 60 96 30 92 8C100 2 108 12 107 26C104 60 84 84 50 82Z' fill='{stage.Lit(fur)}'/>");
        canvas.Add($"<path d='M0 -20C38 -20 58 24 62 56C64 80 42 83 0 83C-42 83 -64 80 -62 56C-58 24 -38 -20 0 -20Z' fill='{stage.Ball(fur)}'/><path d='M0 2C22 8 26 40 20 82L-20 82C-26 40 -22 8 0 2Z' fill='{muzzle}' opacity='.9'/>");
        canvas.Add($"<path d='M-34 34C-32 60 -34 76 -36 82L-8 82C-10 60 -14 44 -16 32ZM34 34C32 60 34 76 36 82L8 82C10 60 14 44 16 32Z' fill='{stage.Lit(fur.Light(0.08))}'/><ellipse cx='-22' cy='79' rx='17' ry='7.5' fill='{muzzle}'/><ellipse cx='22' cy='79' rx='17' ry='7.5' fill='{muzzle}'/>");
        canvas.Add($"<path d='M-38 2Q0 22 38 2L36 12Q0 32 -36 12Z' fill='{stage.Lit(collar)}'/><circle cx='0' cy='25' r='7' fill='{stage.Ball(0xF2C23C)}'/>");
        canvas.Add($"<path d='M0 -80C36 -80 52 -58 52 -36C52 -8 34 8 0 8C-34 8 -52 -8 -52 -36C-52 -58 -36 -80 0 -80Z' fill='{stage.Ball(fur)}'/><path d='M0 -78C8 -60 10 -44 8 -34L-8 -34C-10 -44 -8 -60 0 -78Z' fill='{muzzle}' opacity='.7'/>");
        canvas.Add($"<path d='M-38 -72C-66 -74 -78 -44 -72 -12C-66 0 -54 -2 -50 -14C-44 -34 -42 -52 -30 -66ZM38 -72C66 -74 78 -44 72 -12C66 0 54 -2 50 -14C44 -34 42 -52 30 -66Z' fill='{stage.Lit(ear)}'/>");
        canvas.Add($"<path d='M0 -34C22 -34 32 -20 32 -8C32 8 16 14 0 14C-16 14 -32 8 -32 -8C-32 -20 -22 -34 0 -34Z' fill='{stage.Ball(muzzle)}'/><path d='M-9 2Q0 26 9 2Z' fill='#e0656c'/><path d='M0 -16V-4M0 -4Q-8 6 -18 -1M0 -4Q8 6 18 -1' stroke='#3a2420' stroke-width='2.4' fill='none' stroke-linecap='round'/><path d='M-13 -26Q0 -36 13 -26Q11 -13 0 -13Q-11 -13 -13 -26Z' fill='#241a1c'/><ellipse cx='-4' cy='-27' rx='4' ry='2.2' fill='#fff' opacity='.6'/>");
        foreach (double x in new[] { -21.0, 21.0 })
            canvas.Add($"<ellipse cx='{x}' cy='-44' rx='8' ry='9' fill='#20140f'/><ellipse cx='{x}' cy='-41' rx='5' ry='5' fill='#6b3f22' opacity='.8'/><circle cx='{x + stage.Side * 2.6}' cy='-47.5' r='2.8' fill='#fff'/><path d='M{x - 8} -58Q{x} -63 {x + 8} -58' stroke='{ear}' stroke-width='3' fill='none' stroke-linecap='round'/>");
    }
}
