namespace RefineWorkflows.Refinement.Generation.Painting.Scene;

/// <summary>What every painting hand needs: the canvas, the scene, its luck, and colours as the scene's light shows them.</summary>
internal sealed class Stage(SvgCanvas canvas, SceneLatent scene, Luck luck)
{
    public SvgCanvas Canvas { get; } = canvas;
    public SceneLatent Scene { get; } = scene;
    public Luck Luck { get; } = luck;

    /// <summary>Where the key light stands, from -1 (left) to 1 (right).</summary>
    public double Side => Scene.LightDirection * 2 - 1;

    /// <summary>The colour of the key light.</summary>
    public Ink LightInk => Scene.LightWarmth < 0.5
        ? new Ink(0.55, 0.72, 1.0).Mix(new Ink(1, 0.97, 0.92), Scene.LightWarmth * 2)
        : new Ink(1, 0.97, 0.92).Mix(new Ink(1.0, 0.42, 0.13), Scene.LightWarmth * 2 - 1);

    /// <summary>The colour of halos: warm unless the light is clearly cold.</summary>
    public Ink GlowInk => Scene.LightWarmth < 0.4 ? new Ink(0.45, 0.75, 1.0) : new Ink(1.0, 0.62, 0.18).Mix(new Ink(1.0, 0.42, 0.08), Scene.LightWarmth);

    /// <summary>A solid body of this colour: lit on the light's side, in shadow on the other.</summary>
    public string Lit(Ink own)
        => Canvas.Linear(0.5 + Side * 0.45, 0.02, 0.5 - Side * 0.45, 0.98, new(0, own.Light(0.26)), new(0.45, own), new(1, own.Dark(0.34)));

    /// <summary>A round body: highlight towards the light, core shadow, a breath of reflected light at the rim.</summary>
    public string Ball(Ink own)
        => Canvas.Radial(0.5 + Side * 0.24, 0.26, 0.78, new(0, own.Light(0.5)), new(0.22, own.Light(0.16)), new(0.55, own), new(0.86, own.Dark(0.42)), new(1, own.Dark(0.28)));

    /// <summary>A lying cylinder: bright above the middle, dark below, reflected light at the bottom edge.</summary>
    public string Roll(Ink own)
        => Canvas.Down(new(0, own.Light(0.12)), new(0.2, own.Light(0.38)), new(0.45, own), new(0.82, own.Dark(0.42)), new(1, own.Dark(0.26)));

    /// <summary>The subject's own colour, or the one the words ask for.</summary>
    public Ink Dye(Ink own) => Scene.SubjectTint.On(own);
}
