using RefineWorkflows.Imaging.Codecs;
using RefineWorkflows.Refinement.Agents;
using RefineWorkflows.Refinement.Calibration.Comparing;
using RefineWorkflows.Refinement.Calibration.Measuring;
using RefineWorkflows.Refinement.Calibration.Wording;
using RefineWorkflows.Refinement.Generation;
using RefineWorkflows.Refinement.Judging;
using RefineWorkflows.Refinement.Judging.Prompts;
using RefineWorkflows.Refinement.Quality.Benchmarks;
using RefineWorkflows.Refinement.Quality.Preference;
using RefineWorkflows.Refinement.Quality.Verifying;

namespace RefineWorkflows.Refinement.Activities;

/// <summary>The generators, judges, proposers and agents that definitions may name. The first of each kind is used when none is named.</summary>
public sealed class BackEnds(IReadOnlyList<IImageGenerator> generators, IReadOnlyList<IJudge> judges, IReadOnlyList<IProposer> proposers, IReadOnlyList<IAgent> agents)
{
    /// <summary>How far the pictures are that they are making now.</summary>
    public GenerationHub Progress { get; } = new();

    /// <summary>Who holds pictures against their prompts.</summary>
    public IReadOnlyList<IVerifier> Verifiers { get; init; } = [new MeasuringVerifier()];

    /// <summary>What was learned of users' tastes.</summary>
    public ITaste Taste { get; init; } = Untaught.Instance;

    /// <summary>What measures the benchmark dimensions.</summary>
    public BenchmarkMeter Benchmark { get; init; } = BenchmarkMeter.Embedded;

    /// <summary>Reads pictures and clips that are to be graded.</summary>
    public SubjectReader Subjects { get; init; } = new(ImageLimits.Default, null);

    public IReadOnlyList<string> VerifierIds => [.. Verifiers.Select(one => one.Id)];

    /// <summary>Judges that compare and score pictures; never empty.</summary>
    public IReadOnlyList<PictureJudge> PictureJudges { get; init; } = [Judging.PictureJudge.Measuring(new ImageCodec(ImageLimits.Default))];

    /// <summary>The models behind back ends' names, where they are known.</summary>
    public IReadOnlyDictionary<string, string> Models { get; init; } = new Dictionary<string, string>();

    public IReadOnlyList<string> PictureJudgeIds => [.. PictureJudges.Select(one => one.Id)];

    /// <summary>Who compares pictures with a reference, by axes.</summary>
    public IReadOnlyList<IAxisJudge> AxisJudges { get; init; } = [new MeasuringAxisJudge()];

    /// <summary>Who words the edits of a calibration; they bear the names of the axis judges that they work with.</summary>
    public IReadOnlyList<IAxisWriter> AxisWriters { get; init; } = [new MeasuredWriter()];

    public IReadOnlyList<string> GeneratorIds => [.. generators.Select(one => one.Capabilities.Id)];

    /// <summary>Those that make moving pictures.</summary>
    public IReadOnlyList<string> VideoGeneratorIds => [.. generators.Where(one => one.Capabilities.MakesVideo).Select(one => one.Capabilities.Id)];

    public IReadOnlyList<string> JudgeIds => [.. judges.Select(one => one.Id)];

    public IReadOnlyList<string> ProposerIds => [.. proposers.Select(one => one.Id)];

    public IReadOnlyList<string> AgentIds => [.. agents.Select(one => one.Id)];

    /// <exception cref="BackEndMissingException">None has this id.</exception>
    public IImageGenerator Generator(string? id) => Pick("generator", generators, one => one.Capabilities.Id, id);

    /// <exception cref="BackEndMissingException">None has this id.</exception>
    public IJudge Judge(string? id) => Pick("judge", judges, one => one.Id, id);

    /// <exception cref="BackEndMissingException">None has this id.</exception>
    public PictureJudge PictureJudge(string? id) => Pick("judge", PictureJudges, one => one.Id, id);

    /// <exception cref="BackEndMissingException">None has this id.</exception>
    public IProposer Proposer(string? id) => Pick("proposer", proposers, one => one.Id, id);

    /// <exception cref="BackEndMissingException">None has this id.</exception>
    public IAgent Agent(string? id) => Pick("agent", agents, one => one.Id, id);

    /// <exception cref="BackEndMissingException">None has this id.</exception>
    public IVerifier Verifier(string? id) => Pick("verifier", Verifiers, one => one.Id, id);

    public IReadOnlyList<string> AxisJudgeIds => [.. AxisJudges.Select(one => one.Id)];

    public IReadOnlyList<string> AxisWriterIds => [.. AxisWriters.Select(one => one.Id)];

    /// <exception cref="BackEndMissingException">None has this id.</exception>
    public IAxisJudge AxisJudge(string? id) => Pick("axis judge", AxisJudges, one => one.Id, id);

    /// <exception cref="BackEndMissingException">None has this id.</exception>
    public IAxisWriter AxisWriter(string? id) => Pick("axis writer", AxisWriters, one => one.Id, id);

    /// <summary>Who a judge is, as it stands beside its verdicts.</summary>
    /// <param name="judge">The judge's id.</param>
    /// <param name="prompts">The prompts that it is asked with.</param>
    public JudgeStamp StampOf(string judge, IReadOnlyList<PromptStamp> prompts) => new(judge, Models.GetValueOrDefault(judge), prompts);

    private static T Pick<T>(string kind, IReadOnlyList<T> known, Func<T, string> idOf, string? id)
        => string.IsNullOrWhiteSpace(id)
            ? known[0]
            : known.FirstOrDefault(one => idOf(one) == id) ?? throw new BackEndMissingException(kind, id, known.Select(idOf));
}
