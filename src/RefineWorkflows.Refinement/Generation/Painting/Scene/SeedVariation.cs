namespace RefineWorkflows.Refinement.Generation.Painting.Scene;

/// <summary>What words leave open is drawn from the seed: two seeds compose differently and are not equally strong.</summary>
internal static class SeedVariation
{
    /// <summary>Numbers vary by up to this share of themselves.</summary>
    private const double Spread = 0.15;

    public static SceneLatent Apply(SceneLatent scene, ulong seed, double amount)
    {
        var luck = new Luck(seed, "variation");
        int position = 0;

        // What is not there stays away; what is there is a little more or less.
        double Some(double value) => Math.Clamp(value * (1 + luck.Between(position++, -Spread, Spread) * amount), 0, 1);

        // Scales with a middle move a little in any case.
        double Around(double value, double most) => Math.Clamp(value + luck.Between(position++, -most, most) * amount, 0, 1);

        return scene with
        {
            Flames = Some(scene.Flames),
            Embers = Some(scene.Embers),
            Glow = Some(scene.Glow),
            Steam = Some(scene.Steam),
            Smoke = Some(scene.Smoke),
            Char = Some(scene.Char),
            Fog = Some(scene.Fog),
            LightWarmth = Around(scene.LightWarmth, 0.06),
            LightIntensity = Around(scene.LightIntensity, 0.06),
            Saturation = Around(scene.Saturation, 0.05),
            Contrast = Around(scene.Contrast, 0.05),
            Scale = Around(scene.Scale, 0.07),
            Framing = Around(scene.Framing, 0.05),
            X = scene.Symmetry > 0.5 ? 0.5 : Around(scene.X, 0.07),
            Tilt = scene.Symmetry > 0.5 ? 0.5 : Around(scene.Tilt, 0.05),
            LightDirection = Around(scene.LightDirection, 0.25),
        };
    }
}
