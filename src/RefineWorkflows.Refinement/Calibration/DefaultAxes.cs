namespace RefineWorkflows.Refinement.Calibration;

/// <summary>The axes of the default set. What shows as geometry counts more, and what has to be named counts less: weaker models misname things that they see.</summary>
internal static class DefaultAxes
{
    private const double Geometry = 1.25;
    private const double Label = 0.75;

    public static readonly Axis[] All =
    [
        new("subject_count", "Identity", "how many main subjects are visible (a number)", Granularity.Coarse) { IsNumber = true },
        new("subject_kind", "Identity", "what each main subject is (person, animal, object, vehicle)", Granularity.Coarse),
        new("age_appearance", "Identity", "apparent age band of people (child, teen, adult, elderly)", Granularity.Coarse) { Weight = Label },
        new("distinctive_features", "Identity", "visible marks, accessories or traits that identify a subject", Granularity.Fine),
        new("build", "Body", "overall body proportions or object form", Granularity.Fine),
        new("hair", "Body", "hair or fur colour, length and texture", Granularity.Fine),
        new("hands", "Body", "number, placement and integrity of visible hands", Granularity.Fine),
        new("garments", "Wardrobe", "what is worn, main pieces", Granularity.Coarse),
        new("garment_colour", "Wardrobe", "dominant colours of the clothing", Granularity.Coarse) { Lever = "clothes in {value}" },
        new("accessories", "Wardrobe", "hats, glasses, bags, jewellery, tools", Granularity.Fine),
        new("action", "Pose", "what the subject is doing, as a verb phrase", Granularity.Fine) { Weight = Label },
        new("body_orientation", "Pose", "direction the torso faces relative to the camera", Granularity.Fine) { Weight = Geometry },
        new("limb_arrangement", "Pose", "where arms and legs are placed", Granularity.Fine) { Weight = Geometry },
        new("contact_points", "Pose", "what touches what (hand on table, feet on ground)", Granularity.Fine) { Weight = Geometry },
        new("relative_position", "Pose", "where subjects stand relative to each other", Granularity.Coarse) { Weight = Geometry },
        new("facial_expression", "Affect", "visible emotion", Granularity.Fine) { Weight = Label },
        new("gaze", "Affect", "where the eyes look", Granularity.Fine) { Weight = Geometry, Lever = "looking {value}" },
        new("framing", "Camera", "shot size and crop", Granularity.Coarse) { Weight = Geometry },
        new("camera_angle", "Camera", "height and direction of view", Granularity.Fine) { Weight = Geometry },
        new("depth_of_field", "Camera", "how blurred the background is", Granularity.Fine),
        new("scene", "Render", "place and main background elements", Granularity.Coarse),
        new("time_weather", "Render", "time of day, season, weather", Granularity.Coarse),
        new("lighting_colour", "Render", "light direction, hardness, palette", Granularity.Fine),
        new("art_style", "Render", "medium and style (photo, anime, oil, 3D)", Granularity.Coarse) { Weight = Label },
    ];
}
