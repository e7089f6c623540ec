using RefineWorkflows.Imaging.Codecs;
using RefineWorkflows.Refinement.Budgets;
using RefineWorkflows.Refinement.Quality;
using RefineWorkflows.Refinement.Quality.Benchmarks;
using RefineWorkflows.Refinement.Quality.Grading;
using RefineWorkflows.Refinement.Quality.Reward;
using RefineWorkflows.Refinement.Quality.Spatial;
using RefineWorkflows.Refinement.Quality.Verifying;

namespace RefineWorkflows.Refinement.Tests.Quality.Verifying;

public sealed class PhasesOfGrading
{
    private static readonly ImageCodec Codec = new(ImageLimits.Default);
    private static readonly GradeSubject One = new("one", [Png(SomeFrame.Square(40, 40))]), Two = new("two", [Png(SomeFrame.Square(50, 40))]);

    [Fact]
    public async Task Verification_of_all_comes_before_the_benchmark_of_all()
    {
        var log = new Recording();
        await Grader(log).GradeAsync([One, Two], log, CancellationToken.None);

        Assert.Equal(
            ["prepare", "verification 1/2", "semantic one", "spatial one", "axes one", "verification 2/2", "semantic two", "spatial two", "axes two", "benchmark 1/2", "benchmark 2/2", "preference 1/2", "preference 2/2"],
            log.Lines);
    }

    [Fact]
    public async Task A_phase_that_fails_for_one_leaves_its_channels_missing_and_the_others_run()
    {
        IReadOnlyList<GradedItem> items = await Grader(new Recording(failing: "one")).GradeAsync([One, Two], null, CancellationToken.None);

        Assert.Equal(["it broke", "it broke", null, "nothing was learned from votes yet", "it broke"], items[0].Result.Channels.Select(channel => channel.Reading.MissingBecause));
        Assert.Equal(Grade.Ungraded, items[0].Result.Grade);
        Assert.NotEqual(Grade.Ungraded, items[1].Result.Grade);
    }

    [Fact]
    public async Task A_picture_that_cannot_be_decoded_is_ungraded_and_nobody_elses_problem()
    {
        IReadOnlyList<GradedItem> items = await new QualityGrader(new MeasuringVerifier(), BenchmarkMeter.Embedded, new GradeSettings()).GradeAsync([new GradeSubject("a red cube", [new byte[] { 1, 2, 3 }]), One with { Prompt = "a red cube" }], null, CancellationToken.None);

        Assert.All(items[0].Result.Channels, channel => Assert.Null(channel.Reading.Value));
        Assert.NotEqual(Grade.Ungraded, items[1].Result.Grade);
    }

    [Fact]
    public async Task A_spent_budget_ends_the_grading()
        => await Assert.ThrowsAsync<BudgetException>(() => Grader(new Recording(failing: "one", new BudgetException("spent"))).GradeAsync([One], null, CancellationToken.None));

    [Fact]
    public async Task Of_a_clip_the_sharpest_of_three_frames_is_verified_or_so_many_as_asked_for()
    {
        ReadOnlyMemory<byte>[] frames = [.. Enumerable.Range(0, 9).Select(at => (ReadOnlyMemory<byte>)Png(at == 6 ? SomeFrame.Square(20 + at, 40) : SomeFrame.Blurred(SomeFrame.Square(20 + at, 40), 2)))];
        var one = new Recording();
        await Grader(one).GradeAsync([new GradeSubject("clip", frames)], null, CancellationToken.None);
        var three = new Recording();
        await new QualityGrader(three, BenchmarkMeter.Embedded, new GradeSettings { Frames = 3 }).GradeAsync([new GradeSubject("clip", frames)], null, CancellationToken.None);

        Assert.Equal([frames[6]], one.Looked);
        Assert.Equal([frames[0], frames[4], frames[8]], three.Looked);
    }

    private static QualityGrader Grader(IVerifier verifier) => new(verifier, BenchmarkMeter.Embedded, new GradeSettings());

    private static byte[] Png(Imaging.RgbImage image) => Codec.EncodePng(image);

    private sealed class Recording(string? failing = null, Exception? failure = null) : IVerifier, IProgress<string>
    {
        public List<string> Lines { get; } = [];

        public List<ReadOnlyMemory<byte>> Looked { get; } = [];

        public string Id => "recording";

        public void Report(string value) => Lines.Add(value);

        public Task PrepareAsync(CancellationToken cancellationToken)
        {
            Lines.Add("prepare");
            return Task.CompletedTask;
        }

        public Task<ChannelReading> SemanticAsync(string prompt, ReadOnlyMemory<byte> picture, CancellationToken cancellationToken)
        {
            Looked.Add(picture);
            return Task.FromResult(Say("semantic", prompt, ChannelReading.Of(0.8, ["seen"])));
        }

        public Task<SpatialReport> SpatialAsync(string prompt, ReadOnlyMemory<byte> picture, CancellationToken cancellationToken)
            => Task.FromResult(Say("spatial", prompt, new SpatialReport(ChannelReading.Of(0.8, []), null, null, [], [])));

        public Task<RewardReport> AxesAsync(GradeSubject subject, CancellationToken cancellationToken)
            => Task.FromResult(Say("axes", subject.Prompt, RewardReport.Of([new AxisReading(RewardAxis.Aesthetic, 0.8, "fine")])));

        private T Say<T>(string what, string prompt, T reading)
        {
            Lines.Add($"{what} {prompt}");
            return prompt == failing ? throw failure ?? new QualityException("it broke") : reading;
        }
    }
}
