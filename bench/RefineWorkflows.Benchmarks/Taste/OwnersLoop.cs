using RefineWorkflows.Imaging.Codecs;
using RefineWorkflows.Refinement;
using RefineWorkflows.Refinement.Artifacts;
using RefineWorkflows.Refinement.Generation;
using RefineWorkflows.Refinement.Generation.Painting;
using RefineWorkflows.Refinement.Judging;
using RefineWorkflows.Refinement.Judging.Pairs;
using RefineWorkflows.Refinement.Quality.Benchmarks;
using RefineWorkflows.Refinement.Quality.Grading;
using RefineWorkflows.Refinement.Quality.Preference;
using RefineWorkflows.Refinement.Quality.Verifying;
using RefineWorkflows.Refinement.Search;

namespace RefineWorkflows.Benchmarks.Taste;

/// <summary>
/// One owner and one goal: a run paints, grades, compares and refines a few times and delivers its best; the owner keeps it or
/// asks for another run. Painter, grader and search are the product's; ideas are words drawn by luck, the same with every taste.
/// </summary>
/// <param name="owner">Who decides, by a utility that nobody is told.</param>
/// <param name="bar">What a kept picture is worth to the owner at least.</param>
/// <param name="taste">What was learned of the owner; untaught for none.</param>
/// <param name="side">Side of the pictures in pixels.</param>
internal sealed class OwnersLoop(SimulatedOwner owner, double bar, ITaste taste, int side)
{
    /// <summary>Runs until the owner gives up.</summary>
    public const int MostCycles = 8;

    private const int Pictures = 4;

    /// <summary>JudgePair's default: from here on the taste decides a comparison.</summary>
    private const double TasteDecidesFrom = 0.8;

    private static readonly ImageCodec Codec = new(ImageLimits.Default);

    private readonly EmbeddedPainter _painter = new();
    private readonly SearchSettings _search = SearchSettings.ForStrategy(StrategyKind.Climbing) with { Pairwise = true, MaxIterations = Pictures };
    private readonly QualityGrader _grader = new(new MeasuringVerifier(), BenchmarkMeter.Embedded, new GradeSettings(), taste: new TasteOf(owner.Name, taste));

    /// <summary>How many runs it takes until the owner keeps what is delivered; one more than <see cref="MostCycles"/> when none is kept.</summary>
    /// <param name="goal">What is wanted.</param>
    /// <param name="seed">Decides all luck.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<int> CyclesAsync(string goal, ulong seed, CancellationToken cancellationToken)
    {
        for (int cycle = 1; cycle <= MostCycles; cycle++)
        {
            if (owner.Utility(await DeliverAsync(goal, seed, cycle, cancellationToken)) >= bar)
                return cycle;
        }

        return MostCycles + 1;
    }

    private async Task<PaintedCandidate> DeliverAsync(string goal, ulong seed, int cycle, CancellationToken cancellationToken)
    {
        SearchState state = SearchState.Start;
        (byte[] Bytes, double Score, string[] Look)? best = null;
        string? stop = null;
        for (int at = 1; stop is null; at++)
        {
            long place = (cycle * 100L) + at;
            string[] look = best is { } from ? TastePool.Varied(from.Look, seed, place) : TastePool.Look(seed, place);
            string prompt = string.Join(", ", [goal, .. look]);
            byte[] picture = await PaintAsync(goal, prompt, StableRandom.Bits(seed, "loop", place), at, cancellationToken);
            double score = (await _grader.GradeAsync([new GradeSubject(goal, [picture])], null, cancellationToken))[0].Result.Score ?? 0;
            var candidate = new Candidate(at, prompt, prompt, RunFolder.PictureName(at), 1 + (9 * score), new Verdict(VerdictAction.Unknown, 1 + (9 * score), null, null, []))
            {
                Comparison = best is { } before ? await CompareAsync(goal, before.Bytes, before.Score, picture, score, cancellationToken) : null,
            };
            Decision decision = SearchStrategy.Decide(_search, state, candidate);
            (state, stop) = (decision.State, decision.StopReason);
            if (decision.IsBest)
                best = (picture, score, look);
        }

        return new PaintedCandidate(goal, best!.Value.Look, [], Sight.Of(Codec.Decode(best.Value.Bytes)));
    }

    // As JudgePair does: the taste where it is sure, else whoever judges; here the grade.
    private async Task<PairWinner> CompareAsync(string goal, byte[] best, double bestScore, byte[] picture, double score, CancellationToken cancellationToken)
    {
        if (await taste.CompareAsync(owner.Name, goal, best, picture, cancellationToken) is { } odds && odds.Confidence >= TasteDecidesFrom)
            return odds.A > odds.B ? PairWinner.ImageA : PairWinner.ImageB;
        return score > bestScore ? PairWinner.ImageB : PairWinner.ImageA;
    }

    private async Task<byte[]> PaintAsync(string goal, string prompt, ulong seed, int at, CancellationToken cancellationToken)
    {
        GeneratedImage painted = await _painter.GenerateAsync(new GenerationRequest(prompt, null, seed, side, side), cancellationToken);
        return PictureMetadata.Write(painted.Bytes.Span, new PictureRecipe
        {
            Generator = _painter.Capabilities.Id,
            Iteration = at,
            Prompt = prompt,
            SentPrompt = prompt,
            Seed = seed,
            Width = side,
            Height = side,
            Run = new RecipeRun("simulated", goal, goal, _search),
        });
    }
}
