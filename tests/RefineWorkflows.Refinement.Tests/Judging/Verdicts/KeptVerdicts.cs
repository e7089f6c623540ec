using RefineWorkflows.Engine.Storage.Sqlite;
using RefineWorkflows.Refinement.Activities;
using RefineWorkflows.Refinement.Artifacts;
using RefineWorkflows.Refinement.Judging;
using RefineWorkflows.Refinement.Judging.Pairs;
using RefineWorkflows.Refinement.Judging.Prompts;
using RefineWorkflows.Refinement.Judging.Rubric;
using RefineWorkflows.Refinement.Judging.Verdicts;
using RefineWorkflows.Refinement.Judging.VieScore;
using RefineWorkflows.Refinement.Search;
using RefineWorkflows.Refinement.Tests.Judging.Measuring;
using RefineWorkflows.Refinement.Tests.Judging.Pairs;

namespace RefineWorkflows.Refinement.Tests.Judging.Verdicts;

/// <summary>Every verdict is kept with all that it rests on, and an equal question is not asked twice.</summary>
public sealed class KeptVerdicts
{
    private static readonly byte[] Red = SomePicture.Disc((220, 40, 30), (240, 240, 240));
    private static readonly byte[] Blue = SomePicture.Disc((40, 40, 220), (240, 240, 240));
    private static readonly PromptAsset Prompt = PromptAssets.Find(PromptAssets.GenerationPair, "v1");

    [Fact]
    public async Task An_equal_question_is_answered_from_the_cache_and_kept_as_such()
    {
        await using Kept kept = await Kept.OpenAsync();
        var judge = new ScriptedPairJudge(_ => ScriptedPairJudge.Says("Tie"));
        StoredVerdict first = await kept.CompareAsync(Named(judge));
        StoredVerdict again = await kept.CompareAsync(Named(judge));

        Assert.Equal((2, false, true), (judge.Requests.Count, first.CacheHit, again.CacheHit));
        Assert.Equal((first.Key, first.Value), (again.Key, again.Value));
        Assert.Equal(first.RawReplies, again.RawReplies);
        Assert.Equal([true, false], (await kept.Records.ListAsync(10, CancellationToken.None)).Select(verdict => verdict.CacheHit));
    }

    [Fact]
    public async Task A_kept_verdict_tells_who_said_what_about_which_pictures()
    {
        await using Kept kept = await Kept.OpenAsync();
        await kept.CompareAsync(Named(new ScriptedPairJudge(ScriptedPairJudge.Says("A", "sharper"), "no idea", ScriptedPairJudge.Says("B"))));
        StoredVerdict verdict = Assert.Single(await kept.Records.ListAsync(10, CancellationToken.None));

        Assert.Equal(("scripted", "script 1", "Image A", VerdictKind.Pair, "a red ball"), (verdict.Judge, verdict.Model, verdict.Value, verdict.Kind, verdict.Goal));
        Assert.Equal([Hash(Red), Hash(Blue)], verdict.Images);
        Assert.Equal("sharper", verdict.Comparison!.Rounds[0].First.Verdict!.Reasoning);
        Assert.Equal((1, 2), (verdict.Comparison.Rounds[0].First.Attempts, verdict.Comparison.Rounds[0].Second!.Attempts));
        Assert.Equal([ScriptedPairJudge.Says("A", "sharper"), ScriptedPairJudge.Says("B")], verdict.RawReplies);
        Assert.True(TimeProvider.System.GetUtcNow() - verdict.At < TimeSpan.FromMinutes(1));
    }

    public static TheoryData<string> Differences => ["order", "goal", "model", "manner", "samples", "original", "prompt"];

    [Theory, MemberData(nameof(Differences))]
    public async Task Another_question_has_another_key(string difference)
    {
        await using Kept kept = await Kept.OpenAsync();
        var judge = new ScriptedPairJudge(_ => ScriptedPairJudge.Says("Tie"));
        PictureJudge named = Named(judge);
        var question = new PairQuestion("a red ball", Red, Blue);
        StoredVerdict first = await kept.CompareAsync(named, question);
        StoredVerdict other = difference switch
        {
            "order" => await kept.CompareAsync(named, new PairQuestion("a red ball", Blue, Red)),
            "goal" => await kept.CompareAsync(named, question with { Goal = "a blue ball" }),
            "model" => await kept.CompareAsync(named with { Model = "script 2" }, question),
            "manner" => await kept.CompareAsync(named with { Manner = "hot" }, question),
            "samples" => await kept.CompareAsync(named, question, new PairSettings { Samples = 3 }),
            "original" => await kept.CompareAsync(named, question with { Original = Red }),
            _ => await kept.CompareAsync(Named(new ScriptedPairJudge(_ => ScriptedPairJudge.Says("Tie")) { Prompt = Prompt.Stamp }), question),
        };
        Assert.NotEqual(first.Key, other.Key);
        Assert.False(other.CacheHit);
    }

    [Fact]
    public async Task A_failure_is_kept_and_never_an_answer()
    {
        await using Kept kept = await Kept.OpenAsync();
        bool works = false;
        var judge = new ScriptedPairJudge(_ => works ? ScriptedPairJudge.Says("Tie") : "mumble");
        StoredVerdict failed = await kept.CompareAsync(Named(judge));
        works = true;
        StoredVerdict good = await kept.CompareAsync(Named(judge));
        Assert.Equal(("Failed", "mumble", "Tie", false), (failed.Value, failed.RawReplies[^1], good.Value, good.CacheHit));
        Assert.Equal(["Tie", "Failed"], (await kept.Records.ListAsync(10, CancellationToken.None)).Select(verdict => verdict.Value));
    }

    [Theory]
    [InlineData("qwen2.5-vl", true)]
    [InlineData("llava", false)]
    public async Task A_judge_of_the_generators_family_may_like_its_own_kind(string model, bool risky)
    {
        await using Kept kept = await Kept.OpenAsync();
        byte[] painted = PictureMetadata.Write(Red, new PictureRecipe
        {
            Generator = "my-server", Iteration = 1, Prompt = "p", SentPrompt = "p", Seed = 1, Width = 96, Height = 96, Run = new RecipeRun("refine-loop@1", "p", "g", new SearchSettings()),
        });
        StoredVerdict verdict = await kept.CompareAsync(Named(new ScriptedPairJudge(_ => ScriptedPairJudge.Says("Tie"))) with { Model = model }, new PairQuestion("a red ball", painted, Blue));
        Assert.Equal(risky, verdict.SelfPreferenceRisk);
    }

    [Fact]
    public async Task Scores_are_kept_as_well()
    {
        await using Kept kept = await Kept.OpenAsync();
        PictureJudge judge = PictureJudge.Measuring(SomePicture.Codec);
        var request = new VieScoreRequest("a red ball", [Red]);
        PromptAsset prompt = PromptAssets.Find(PromptAssets.VisualQuality, "v2");
        StoredVerdict first = await kept.Desk.ScoreAsync(judge, prompt, new VieScoreSettings(), request, new VerdictTerms(), CancellationToken.None);
        await kept.Records.AddAsync(first, CancellationToken.None);
        StoredVerdict again = await kept.Desk.ScoreAsync(judge, prompt, new VieScoreSettings(), request, new VerdictTerms(), CancellationToken.None);
        StoredVerdict asked = await kept.Desk.ScoreAsync(judge, prompt, new VieScoreSettings(), request, new VerdictTerms { UseCache = false }, CancellationToken.None);
        Assert.Equal((true, false), (again.CacheHit, asked.CacheHit));
        Assert.Equal(first.Scores!.Score, again.Scores!.Score);
        Assert.Equal((VerdictKind.VieScore, prompt.Stamp), (again.Kind, again.Prompt));
    }

    [Fact]
    public async Task Grades_by_the_rubric_are_kept_and_count_for_how_far_a_judge_is_trusted()
    {
        await using Kept kept = await Kept.OpenAsync();
        PictureJudge judge = PictureJudge.Measuring(SomePicture.Codec);
        PromptAsset prompt = PromptAssets.Find(PromptAssets.Rubric, "v1");
        StoredVerdict first = await kept.Desk.GradeAsync(judge, prompt, new RubricSettings(), "a red ball", Red, new VerdictTerms(), CancellationToken.None);
        await kept.Records.AddAsync(first, CancellationToken.None);
        StoredVerdict other = await kept.Desk.GradeAsync(judge, prompt, new RubricSettings(), "a red ball", Blue, new VerdictTerms(), CancellationToken.None);
        await kept.Records.AddAsync(other, CancellationToken.None);
        StoredVerdict again = await kept.Desk.GradeAsync(judge, prompt, new RubricSettings { Retries = 0 }, "a red ball", Red, new VerdictTerms(), CancellationToken.None);
        StoredVerdict sampled = await kept.Desk.GradeAsync(judge, prompt, new RubricSettings { Samples = 3 }, "a red ball", Red, new VerdictTerms(), CancellationToken.None);

        Assert.Equal((true, false, VerdictKind.Rubric, prompt.Stamp), (again.CacheHit, sampled.CacheHit, again.Kind, again.Prompt));
        Assert.Equal(first.Rubric!.ToJson().ToJsonString(), again.Rubric!.ToJson().ToJsonString());
        static double? Agreeing(StoredVerdict verdict) => verdict.Rubric!.Overall.Score + 1;
        JudgeReliability trust = Assert.Single(JudgeReliability.Of(await kept.Records.ListAsync(10, CancellationToken.None), [new HumanLabel([Hash(Red)], Score: Agreeing(first)), new HumanLabel([Hash(Blue)], Score: Agreeing(other))]));
        Assert.Equal((2, 2, 1.0), (trust.Scored, trust.Scores!.Count, trust.Scores.Value));
    }

    private static PictureJudge Named(ScriptedPairJudge judge) => new("scripted", "script 1", _ => judge, new MeasuringScoreJudge());

    private static string Hash(byte[] bytes) => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes));

    private sealed class Kept(TempFolder folder, SqliteStore store) : IAsyncDisposable
    {
        public VerdictRecords Records { get; } = new(store);

        public VerdictDesk Desk { get; } = new(new VerdictRecords(store), name => name == "my-server" ? "Qwen-Image" : null, TimeProvider.System);

        public static async Task<Kept> OpenAsync()
        {
            var folder = new TempFolder();
            return new Kept(folder, await SqliteStore.OpenAsync(Path.Combine(folder.Path, "refine.db"), TimeProvider.System, CancellationToken.None));
        }

        public async Task<StoredVerdict> CompareAsync(PictureJudge judge, PairQuestion? question = null, PairSettings? settings = null)
        {
            StoredVerdict verdict = await Desk.CompareAsync(judge, Prompt, settings ?? new PairSettings(), question ?? new PairQuestion("a red ball", Red, Blue), new VerdictTerms(), CancellationToken.None);
            await Records.AddAsync(verdict, CancellationToken.None);
            return verdict;
        }

        public async ValueTask DisposeAsync()
        {
            await store.DisposeAsync();
            folder.Dispose();
        }
    }
}
