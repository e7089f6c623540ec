using RefineWorkflows.Refinement.Calibration;

namespace RefineWorkflows.Refinement.Tests.Calibration;

public sealed class AxisSets
{
    private static readonly Axis Good = new("hair", "Body", "hair or fur", Granularity.Fine);

    public static TheoryData<Axis[], string> Refused => new()
    {
        { [], "empty" },
        { [Good, Good with { Definition = "again" }], "'hair'" },
        { [Good with { Definition = " " }], "no definition" },
        { [Good with { Definition = new string('x', 121) }], "120" },
        { [Good with { Definition = "two\nlines" }], "one line" },
        { [Good with { Id = "Hair Colour" }], "'Hair Colour'" },
        { [Good with { Weight = 0 }], "above 0" },
        { [Good with { Weight = double.NaN }], "above 0" },
        { [Good with { Lever = "with hair" }], "{value}" },
        { [Good with { Lever = "{value} and {value}" }], "{value}" },
        { [Good with { Enabled = false }], "enable" },
    };

    [Theory, MemberData(nameof(Refused))]
    public void A_set_that_cannot_be_used_is_refused_with_what_is_wrong(Axis[] axes, string told)
        => Assert.Contains(told, Assert.Single(Assert.Throws<AxisSetException>(() => new AxisSet("1", axes)).Problems), StringComparison.Ordinal);

    [Fact]
    public void Opposites_that_are_no_two_words_are_refused()
    {
        Assert.Throws<AxisSetException>(() => new AxisSet("1", [Good], [new Antonyms("left", "")]));
        Assert.Throws<AxisSetException>(() => new AxisSet("1", [Good], [new Antonyms("left", "to the right")]));
        Assert.Throws<AxisSetException>(() => AxisSet.Parse("""{ "version": "1", "axes": [ { "id": "hair", "definition": "hair" } ], "antonyms": [ null, { "one": "left" } ] }"""));
    }

    [Fact]
    public void All_that_is_wrong_is_told_at_once()
        => Assert.Equal(3, Assert.Throws<AxisSetException>(() => new AxisSet("", [Good with { Weight = -1, Definition = "" }])).Problems.Count);

    [Fact]
    public void The_default_set_has_the_24_axes_in_seven_groups_each_with_its_granularity()
    {
        IReadOnlyList<Axis> axes = AxisSet.Default.Enabled;

        Assert.Equal(24, axes.Count);
        Assert.Equal(["Identity", "Body", "Wardrobe", "Pose", "Affect", "Camera", "Render"], axes.Select(axis => axis.Group).Distinct());
        Assert.Equal(
            ["subject_count", "subject_kind", "age_appearance", "garments", "garment_colour", "relative_position", "framing", "scene", "time_weather", "art_style"],
            axes.Where(axis => axis.Granularity == Granularity.Coarse).Select(axis => axis.Id));
        Assert.Equal("subject_count", Assert.Single(axes, axis => axis.IsNumber).Id);
    }

    [Fact]
    public void Geometry_weighs_more_and_labels_less_than_the_rest()
    {
        Dictionary<string, double> weights = AxisSet.Default.Enabled.ToDictionary(axis => axis.Id, axis => axis.Weight);

        Assert.All(["body_orientation", "limb_arrangement", "contact_points", "gaze", "framing"], axis => Assert.Equal(1.25, weights[axis]));
        Assert.All(["action", "facial_expression", "art_style"], axis => Assert.Equal(0.75, weights[axis]));
        Assert.All(["subject_count", "hair", "scene"], axis => Assert.Equal(1, weights[axis]));
    }

    [Fact]
    public void Users_add_disable_and_reorder_axes()
    {
        AxisSet set = AxisSet.Parse(
            """
            { "version": "mine-2", "axes": [
              { "id": "mood", "group": "Own", "definition": "overall mood", "granularity": "fine", "order": 2, "lever": "{value} mood" },
              { "id": "hair", "group": "Body", "definition": "hair", "granularity": "fine", "enabled": false },
              { "id": "palette", "group": "Own", "definition": "main colours", "granularity": "coarse", "order": 1, "weight": 2.5 } ],
              "antonyms": [ { "one": "calm", "other": "stormy" } ] }
            """);

        Assert.Equal("mine-2", set.Version);
        Assert.Equal(["palette", "mood"], set.Enabled.Select(axis => axis.Id));
        Assert.Equal((2.5, "{value} mood", true), (set.Enabled[0].Weight, set.Enabled[1].Lever, set.Enabled[1].Enabled));
        Assert.Equal("calm", Assert.Single(set.Antonyms).One);
    }

    [Fact]
    public void A_set_survives_json()
    {
        string json = AxisSet.Default.ToJson();

        Assert.Equal(json, AxisSet.Parse(json).ToJson());
        Assert.Equal(AxisSet.Default.Axes, AxisSet.Parse(json).Axes);
        Assert.Equal(8, AxisSet.Parse(json).Antonyms.Count);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{ "version": "1", "axes": [ { "id": "hair" } ] }""")]
    [InlineData("""{ "version": "1", "axes": [ { "id": "hair", "definition": "x", "granularity": "medium" } ] }""")]
    [InlineData("""{ "version": "1", "axes": [ null ] }""")]
    public void What_is_no_set_is_refused_as_one(string json) => Assert.NotEmpty(Assert.Throws<AxisSetException>(() => AxisSet.Parse(json)).Problems);
}
