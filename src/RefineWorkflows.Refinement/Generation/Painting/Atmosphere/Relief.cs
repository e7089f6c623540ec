using RefineWorkflows.Refinement.Generation.Painting.Scene;
using RefineWorkflows.Refinement.Generation.Painting.Subjects;

namespace RefineWorkflows.Refinement.Generation.Painting.Atmosphere;

/// <summary>Light and char that lie on the subject itself, cut out by its silhouette.</summary>
internal static class Relief
{
    public static string Markup(Stage stage, Subject subject, string figure)
    {
        SceneLatent scene = stage.Scene;
        double warmth = Math.Abs(scene.LightWarmth - 0.5) * 2, fire = Math.Max(scene.Flames, scene.Glow * 0.6);
        if (warmth < 0.1 && fire < 0.05 && scene.Char < 0.05 && scene.Rim < 0.05 && scene.Night < 0.05)
            return "";
        SvgCanvas canvas = stage.Canvas;
        string mask = canvas.AlphaMask(figure);
        return canvas.Capture(() =>
        {
            canvas.Add($"<g mask='{mask}'>");
            const string box = "x='-160' y='-160' width='320' height='320'";
            if (warmth >= 0.1)
                canvas.Add($"<rect {box} fill='{canvas.Linear(0.5 + stage.Side * 0.4, 0.1, 0.5 - stage.Side * 0.4, 0.9, new(0.1, stage.LightInk, 0.8 * warmth), new(0.9, stage.LightInk.Dark(0.6), 0.3 * warmth))}' style='mix-blend-mode:soft-light'/>");
            if (scene.Night > 0.05)
                canvas.Add($"<rect {box} fill='#14265e' opacity='{0.30 * scene.Night}'/>");
            if (fire > 0.05)
                canvas.Add($"<rect {box} fill='{canvas.Down(new(0.2, 0xFF9A2A, 0), new(0.62, 0xFF7A14, 0.3 * fire), new(0.74, 0xFFA42A, 0.45 * fire))}'/>");
            if (scene.Char > 0.05)
                Char(stage, subject);
            if (scene.Rim > 0.05)
                canvas.Add($"<rect {box} fill='{canvas.Radial(0.5, 0.56, 0.36, new(0.55, 0x0A0714, 0.62 * scene.Rim), new(0.86, 0x0A0714, 0.25 * scene.Rim), new(1, stage.LightInk.Light(0.35), 0.9 * scene.Rim))}'/>");
            canvas.Add("</g>");
            double edge = Math.Max(scene.Rim, 0.8 * scene.Night);
            if (edge > 0.05)
                canvas.Add($"<g filter='{canvas.EdgeLight(-stage.Side * 4.5, 4, 2.2, Edge(stage))}' opacity='{edge}'>{figure}</g>");
        });
    }

    /// <summary>The colour that light from behind has: the moon's at night, else the key light's.</summary>
    private static Ink Edge(Stage stage) => stage.LightInk.Light(0.45).Mix(0xC6DAFF, stage.Scene.Night);

    private static void Char(Stage stage, Subject subject)
    {
        Luck luck = stage.Luck.For("char");
        double foot = subject.Foot ?? 70, amount = stage.Scene.Char;
        stage.Canvas.Add($"<ellipse cx='0' cy='{foot + 4}' rx='{subject.Reach * 1.1}' ry='{12 + 22 * amount}' fill='{stage.Canvas.Halo(0x170805, 0.95 * amount)}'/>");
        for (int i = 0; i < (int)(26 * amount); i++)
        {
            // Edges burn first: the spots gather towards the left and right ends.
            double across = luck.Between(i, -1, 1);
            double x = Math.Sign(across) * Math.Pow(Math.Abs(across), 0.5) * subject.Reach, y = luck.Between(100 + i, subject.Top.Y, foot);
            stage.Canvas.Add($"<ellipse cx='{x}' cy='{y}' rx='{luck.Between(200 + i, 6, 24)}' ry='{luck.Between(300 + i, 4, 11)}' transform='rotate({luck.Between(400 + i, -40, 40)} {x} {y})' fill='{stage.Canvas.Halo(0x1A0A06, 0.55 + 0.4 * amount)}'/>");
        }
    }
}
