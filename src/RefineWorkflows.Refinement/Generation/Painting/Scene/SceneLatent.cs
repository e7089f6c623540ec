namespace RefineWorkflows.Refinement.Generation.Painting.Scene;

/// <summary>
/// What a picture is about, before it is drawn: the painter's latent space. Words move it, image to image interpolates
/// it, the composer draws it. Every number is in [0, 1]; 0 means "none of it" unless the text says otherwise.
/// </summary>
internal sealed record SceneLatent
{
    /// <summary>Canonical name of what is shown; a word that no subject answers to becomes an abstract still life.</summary>
    public string Subject { get; init; } = "";
    /// <summary>How many of it, 1 to 9.</summary>
    public int Count { get; init; } = 1;
    /// <summary>A second, smaller thing beside it; empty for none.</summary>
    public string Companion { get; init; } = "";
    /// <summary>Wished colour of the subject.</summary>
    public Tint SubjectTint { get; init; } = Tint.None;

    /// <summary>Canonical name of the place; empty lets the subject choose.</summary>
    public string Background { get; init; } = "";
    /// <summary>Wished colour of the place.</summary>
    public Tint BackgroundTint { get; init; } = Tint.None;
    /// <summary>0 is the empty backdrop of "simple background", 0.5 the place as it is, 1 cluttered.</summary>
    public double Clutter { get; init; } = 0.5;

    /// <summary>Size of the subject: 0 tiny, 0.5 a comfortable share of the picture, 1 filling it.</summary>
    public double Scale { get; init; } = 0.5;
    /// <summary>Centre of the subject from left (0) to right (1).</summary>
    public double X { get; init; } = 0.5;
    /// <summary>Centre of the subject from top (0) to bottom (1).</summary>
    public double Y { get; init; } = 0.5;
    /// <summary>0 wide shot, 0.5 as it comes, 1 close-up: zooms subject and place together.</summary>
    public double Framing { get; init; } = 0.5;
    /// <summary>0.5 level; towards 0 the camera leans left, towards 1 right, at most 14 degrees.</summary>
    public double Tilt { get; init; } = 0.5;
    /// <summary>0 seen from above, 0.5 level, 1 from far below.</summary>
    public double LowAngle { get; init; } = 0.5;
    /// <summary>1 mirrors the place about the middle and centres the subject.</summary>
    public double Symmetry { get; init; }

    /// <summary>Where the key light stands: 0 left, 0.5 above, 1 right.</summary>
    public double LightDirection { get; init; } = 0.3;
    /// <summary>0 cold moonlight, 0.5 neutral, 1 deep red-orange.</summary>
    public double LightWarmth { get; init; } = 0.5;
    /// <summary>0 nearly dark, 0.5 a normal exposure, 1 flooded.</summary>
    public double LightIntensity { get; init; } = 0.5;
    /// <summary>Light standing behind the subject, drawing its rim.</summary>
    public double Rim { get; init; }
    /// <summary>Visible shafts of light.</summary>
    public double Rays { get; init; }
    /// <summary>A pool of light on the subject in a darkened place.</summary>
    public double Spotlight { get; init; }

    /// <summary>A halo around the subject, in the colour of <see cref="LightWarmth"/> or neon.</summary>
    public double Glow { get; init; }
    public double Steam { get; init; }
    public double Flames { get; init; }
    public double Embers { get; init; }
    /// <summary>Dark grill marks and burnt edges on the subject.</summary>
    public double Char { get; init; }
    public double Smoke { get; init; }

    public double Fog { get; init; }
    public double Rain { get; init; }
    public double Snowfall { get; init; }
    public double Night { get; init; }

    /// <summary>0 grey, 0.5 as painted, 1 vivid.</summary>
    public double Saturation { get; init; } = 0.5;
    /// <summary>0 flat, 0.5 as painted, 1 hard.</summary>
    public double Contrast { get; init; } = 0.5;
    /// <summary>0 dreamy blur, 0.5 as painted, 1 crisp.</summary>
    public double Sharpness { get; init; } = 0.5;
    /// <summary>Canonical style name: watercolour, neon, noir, pastel, oil, pixel, sketch; empty for the house style.</summary>
    public string Style { get; init; } = "";

    /// <summary>
    /// The point at <paramref name="share"/> of the way between two scenes. Numbers are interpolated; what has no
    /// middle (names, the count) is taken from <paramref name="to"/>.
    /// </summary>
    public static SceneLatent Between(SceneLatent from, SceneLatent to, double share)
    {
        double On(double a, double b) => a + (b - a) * share;
        return to with
        {
            SubjectTint = Tint.Between(from.SubjectTint, to.SubjectTint, share),
            BackgroundTint = Tint.Between(from.BackgroundTint, to.BackgroundTint, share),
            Clutter = On(from.Clutter, to.Clutter),
            Scale = On(from.Scale, to.Scale),
            X = On(from.X, to.X),
            Y = On(from.Y, to.Y),
            Framing = On(from.Framing, to.Framing),
            Tilt = On(from.Tilt, to.Tilt),
            LowAngle = On(from.LowAngle, to.LowAngle),
            Symmetry = On(from.Symmetry, to.Symmetry),
            LightDirection = On(from.LightDirection, to.LightDirection),
            LightWarmth = On(from.LightWarmth, to.LightWarmth),
            LightIntensity = On(from.LightIntensity, to.LightIntensity),
            Rim = On(from.Rim, to.Rim),
            Rays = On(from.Rays, to.Rays),
            Spotlight = On(from.Spotlight, to.Spotlight),
            Glow = On(from.Glow, to.Glow),
            Steam = On(from.Steam, to.Steam),
            Flames = On(from.Flames, to.Flames),
            Embers = On(from.Embers, to.Embers),
            Char = On(from.Char, to.Char),
            Smoke = On(from.Smoke, to.Smoke),
            Fog = On(from.Fog, to.Fog),
            Rain = On(from.Rain, to.Rain),
            Snowfall = On(from.Snowfall, to.Snowfall),
            Night = On(from.Night, to.Night),
            Saturation = On(from.Saturation, to.Saturation),
            Contrast = On(from.Contrast, to.Contrast),
            Sharpness = On(from.Sharpness, to.Sharpness),
        };
    }
}
