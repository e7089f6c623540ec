using RefineWorkflows.Refinement.Calibration;
using RefineWorkflows.Refinement.Calibration.Comparing;

namespace RefineWorkflows.Refinement.Tests.Calibration.Comparing;

public sealed class AxisReplies
{
    private static readonly AxisSet Three = new("t",
    [
        new("subject_count", "Identity", "how many", Granularity.Coarse) { IsNumber = true },
        new("hair", "Body", "hair", Granularity.Fine),
        new("scene", "Render", "place", Granularity.Coarse),
        new("gaze", "Affect", "eyes", Granularity.Fine) { Enabled = false },
    ]);

    private const string Whole = """{"mode":"describe","description":"One cat in a kitchen.","axes":{"subject_count":"1","hair":"grey","scene":"kitchen"},"canonical_reference":"one grey cat, kitchen"}""";

    private static IEnumerable<(string, string?)> Notes(IEnumerable<AxisNote> notes) => notes.Select(note => (note.Code, note.Axis));

    [Theory]
    [InlineData(Whole)]
    [InlineData("Sure, here it is:\n```json\n" + Whole + "\n```\nHope it helps {really}!")]
    [InlineData("<think>{\"description\": no</think>" + Whole)]
    [InlineData("""{"Description":" One cat\n in a kitchen. ","Axes":{"Subject Count":1,"HAIR":["grey"],"scene":{"value":"kitchen"}},"canonicalReference":"one grey cat, kitchen"}""")]
    [InlineData("""{"description":"One cat in a kitchen.","axes":[{"axis":"subject-count","value":"1"},{"id":"hair","value":"grey"},{"name":"scene","value":"kitchen"}],"canonical_reference":"one grey cat, kitchen"}""")]
    [InlineData("""{"description":"One cat in a kitchen.","subject_count":"1","hair":"grey","scene":"kitchen","canonical_reference":"one grey cat, kitchen"}""")]
    public void A_description_is_read_however_it_is_wrapped(string reply)
    {
        ReferenceDescription read = DescribeReply.Read(Three, reply).Value!;

        Assert.Equal(("One cat in a kitchen.", "one grey cat, kitchen"), (read.Description, read.CanonicalReference));
        Assert.Equal([new("subject_count", "1"), new("hair", "grey"), new("scene", "kitchen")], read.Axes);
        Assert.Empty(read.Notes);
    }

    [Fact]
    public void Unknown_axes_are_dropped_and_missing_ones_unspecified_and_both_are_told()
    {
        ReferenceDescription read = DescribeReply.Read(Three, """{"description":"d","canonical_reference":"c","axes":{"mood":"calm","gaze":"left","scene":"kitchen","scene ":"garden","hair":{"x":1}}}""").Value!;

        Assert.Equal([new("subject_count", "unspecified"), new("hair", "unspecified"), new("scene", "kitchen")], read.Axes);
        Assert.Equal(
            [("unknown_axis", "mood"), ("unknown_axis", "gaze"), ("repeated_axis", "scene"), ("unreadable_axis", "hair"), ("missing_axis", "subject_count"), ("missing_axis", "hair")],
            Notes(read.Notes));
    }

    [Fact]
    public void A_description_without_a_canonical_text_stands_for_itself_and_that_is_told()
    {
        ReferenceDescription read = DescribeReply.Read(Three, """{"description":"d","axes":{"scene":"kitchen","hair":"n/a","subject_count":2}}""").Value!;

        Assert.Equal(("d", "unspecified"), (read.CanonicalReference, read.Of("hair")));
        Assert.Equal([("canonical_from_description", null)], Notes(read.Notes));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("a cat in a kitchen")]
    [InlineData("{\"description\": \"cut off")]
    [InlineData("[1, 2]")]
    [InlineData("""{"axes":{"scene":"kitchen"}}""")]
    [InlineData("""{"description":"d"}""")]
    [InlineData("""{"description":"d","axes":{"scene":"unknown"}}""")]
    [InlineData("""{"description":"\ud83d","axes":{"scene":"kitchen"}}""")]
    public void What_is_no_description_is_a_problem_and_never_an_exception(string? reply)
    {
        AxisReading<ReferenceDescription> read = DescribeReply.Read(Three, reply);

        Assert.Null(read.Value);
        Assert.NotEmpty(read.Problem!);
    }

    [Fact]
    public void A_description_survives_its_file()
    {
        ReferenceDescription read = DescribeReply.Read(Three, Whole).Value!;
        string file = read.ToJson();

        Assert.Contains("\"mode\": \"describe\"", file, StringComparison.Ordinal);
        Assert.Equal(file, DescribeReply.Read(Three, file).Value!.ToJson());
    }

    [Theory]
    [InlineData("""{"axes":{"subject_count":{"ref":"1","gen":"2","verdict":"mismatch"},"hair":{"ref":"grey","gen":"grey","verdict":"match"},"scene":{"ref":"kitchen","gen":"hall","verdict":"partial"}}}""")]
    [InlineData("""{"subject_count":{"REF":1,"Gen":2,"Verdict":"mismatch"},"hair":{"reference":"grey","generated":"grey","verdict":"match"},"scene":{"ref":"kitchen","gen":["hall"],"verdict":"partial"}}""")]
    [InlineData("""Of course. {"axes":[{"axis":"scene","ref":"kitchen","gen":"hall","verdict":"partial"},{"axis":"subject count","ref":1,"gen":2,"verdict":"mismatch"},{"axis":"hair","ref":"grey","gen":"grey","verdict":"match"}]}""")]
    public void A_comparison_is_read_however_it_is_wrapped(string reply)
    {
        ComparedAxes read = CompareReply.Read(Three, reply).Value!;

        Assert.Equal([new("subject_count", "1", "2", "mismatch"), new("hair", "grey", "grey", "match"), new("scene", "kitchen", "hall", "partial")], read.Observations);
        Assert.Empty(read.Notes);
        Assert.False(read.NeedsAnotherTry);
    }

    [Fact]
    public void An_axis_that_was_left_out_is_asked_for_again_and_no_other_is_invented()
    {
        ComparedAxes read = CompareReply.Read(Three, """{"axes":{"mood":{"ref":"a","gen":"b","verdict":"match"},"scene":{"ref":"kitchen","gen":"hall","verdict":"partial"},"hair":"match"}}""").Value!;

        Assert.Equal("scene", Assert.Single(read.Observations).Axis);
        Assert.Equal([("unknown_axis", "mood"), ("unreadable_axis", "hair"), ("missing_axis", "subject_count"), ("missing_axis", "hair")], Notes(read.Notes));
        Assert.True(read.NeedsAnotherTry);
    }

    [Fact]
    public void A_judge_with_coarse_eyes_is_not_believed_about_fine_axes()
    {
        ComparedAxes read = CompareReply.Read(Three, """{"axes":{"subject_count":{"gen":"1"},"hair":{"gen":"grey","verdict":"match"},"scene":{"gen":"kitchen"}}}""", coarseOnly: true).Value!;

        Assert.Equal(["subject_count", "scene"], read.Observations.Select(seen => seen.Axis));
        Assert.Equal([("unknown_axis", "hair")], Notes(read.Notes));
    }

    [Theory]
    [InlineData("I cannot compare these.")]
    [InlineData("""{"axes":{}}""")]
    [InlineData("""{"axes":"match"}""")]
    [InlineData("""{"axes":{"scene":{}}}""")]
    [InlineData("""{"axes":{"scene":{"gen":"\udc00"}}}""")]
    public void What_is_no_comparison_is_a_problem(string reply) => Assert.NotEmpty(CompareReply.Read(Three, reply).Problem!);

    [Fact]
    public void A_thousand_mutations_of_a_reply_never_throw_and_never_name_an_axis_that_was_not_asked_for()
    {
        const string Reply = """{"axes":{"subject_count":{"ref":"1","gen":"2","verdict":"mismatch"},"hair":{"ref":"grey","gen":"grey","verdict":"match"},"scene":{"ref":"kitchen","gen":"hall","verdict":"partial"}}}""";
        const string Dirt = "{}[]\":,\\`<>\n\u0000 aé\ud83dtruenull0";
        for (int seed = 0; seed < 1000; seed++)
        {
            char[] text = (seed % 2 == 0 ? Reply : Whole).ToCharArray();
            for (int change = 0; change <= seed % 5; change++)
                text[StableRandom.Below(text.Length, (ulong)seed, "where", change)] = Dirt[StableRandom.Below(Dirt.Length, (ulong)seed, "what", change)];
            string mutated = new(text, 0, seed % 3 == 0 ? StableRandom.Below(text.Length, (ulong)seed, "cut", 0) : text.Length);

            AxisReading<ComparedAxes> compared = CompareReply.Read(Three, mutated);
            AxisReading<ReferenceDescription> described = DescribeReply.Read(Three, mutated);

            Assert.True(compared.Value is null != compared.Problem is null, $"seed {seed}");
            Assert.True(described.Value is null != described.Problem is null, $"seed {seed}");
            Assert.All(compared.Value?.Observations ?? [], seen => Assert.Contains(seen.Axis, new[] { "subject_count", "hair", "scene" }));
            Assert.Equal(described.Value is null ? 0 : 3, described.Value?.Axes.Count ?? 0);
        }
    }
}
