using RefineWorkflows.Imaging;
using RefineWorkflows.Refinement.Quality;
using RefineWorkflows.Refinement.Quality.Benchmarks;
using RefineWorkflows.Refinement.Quality.Grading;
using RefineWorkflows.Refinement.Quality.Semantic;
using RefineWorkflows.Refinement.Quality.Spatial;

namespace RefineWorkflows.Refinement.Tests.Quality.Grading;

/// <summary>The prompt: a red square left of a lamp.</summary>
public sealed class DegradedPictures
{
    private static readonly RgbImage Picture = SomeFrame.Square(40, 40);
    private static readonly FoundThing Lamp = new("lamp", new Box(90, 45, 20, 30));
    private static readonly FoundThing Square = new("square", new Box(10, 40, 40, 40));

    [Fact]
    public void Every_step_of_blur_lowers_the_grade()
        => AssertFalls([.. new[] { 0, 1, 2, 4 }.Select(radius => Score(SomeFrame.Blurred(Picture, radius), [Square, Lamp], 4))]);

    [Fact]
    public void Every_step_of_noise_lowers_the_grade()
        => AssertFalls([.. new[] { 0, 10, 30, 80 }.Select(levels => Score(SomeFrame.Noisy(Picture, levels, 3), [Square, Lamp], 4))]);

    [Fact]
    public void Every_thing_that_is_not_what_was_asked_for_lowers_the_grade()
        => AssertFalls([.. new[] { 4, 3, 2, 1, 0 }.Select(seen => Score(Picture, [Square, Lamp], seen))]);

    [Fact]
    public void A_wrong_place_lowers_the_grade_and_a_missing_thing_lowers_it_further()
    {
        FoundThing wrong = new("square", new Box(87, 90, 40, 38));
        double right = Score(Picture, [Square, Lamp], 4);

        AssertFalls([right, Score(Picture, [wrong, Lamp], 4)]);
        AssertFalls([right, Score(Picture, [Square, Lamp], 3), Score(Picture, [Square], 2), Score(Picture, [], 0)]);
    }

    private static double Score(RgbImage picture, FoundThing[] things, int seen)
    {
        EntityAnswer[] answers = [.. new[] { "a square", "it is red", "a lamp", "it is lit" }.Select((question, at) => new EntityAnswer(question, at < seen))];
        SpatialClaim[] claims = [new RelationClaim("square", RelationKind.LeftOf, "lamp"), new CountClaim("square", 1)];
        var channels = new Channels(
            EntityCoverage.Read(answers),
            SpatialVerifier.Verify(new SpatialPrompt([], claims), new SpatialScene(128, 128, things)).Reading,
            EmbeddedBenchmark.Measure([picture], 0, CancellationToken.None).Reading(BenchmarkDimensions.DefaultsOfPictures),
            ChannelReading.Missing("nobody has voted yet"),
            ChannelReading.Missing("no model judged it"));
        return Synthesis.Of(channels, new GradeSettings()).Score!.Value;
    }

    private static void AssertFalls(double[] scores)
    {
        for (int at = 1; at < scores.Length; at++)
            Assert.True(scores[at] < scores[at - 1], string.Join(", ", scores));
    }
}
