using System.Security.Cryptography;
using RefineWorkflows.Engine.Activities;
using RefineWorkflows.Engine.Execution;
using RefineWorkflows.Refinement.Budgets;
using RefineWorkflows.Refinement.Generation;
using RefineWorkflows.Refinement.Search;

namespace RefineWorkflows.Refinement.Activities;

[Activity("Refine.StartRun", "Refine", "Opens a run: its folder, its settings, its seed.")]
public sealed class StartRun(BackEnds backEnds, RunArtifacts artifacts) : Activity
{
    public const int SmallestSide = 64;
    public const int LargestSide = 2048;

    [Input("What the first picture is painted from.", UIHint = "multiline")]
    public Input<string> Prompt { get; } = new("");

    [Input("What the pictures should become, in words. Empty: the prompt, as strikingly as possible.", UIHint = "multiline")]
    public Input<string?> Goal { get; } = new(null);

    [Input("What should not be seen.", UIHint = "multiline", DisplayName = "Negative prompt")]
    public Input<string?> NegativePrompt { get; } = new(null);

    [Input("The same said positively, for generators that take no negative prompt.", UIHint = "multiline")]
    public Input<string?> Affirmative { get; } = new(null);

    [Input("The subject and its count, for example: one red fox. Every prompt begins with it. Empty leaves prompts as they are.", Category = "Anchor")]
    public Input<string?> Subject { get; } = new(null);

    [Input("How the subject is framed, for example: whole body, centred. Said right after the subject.", Category = "Anchor")]
    public Input<string?> Framing { get; } = new(null);

    [Input("How the search moves from picture to picture.", UIHint = "dropdown", Options = ["greedy", "climbing", "annealing", "img2img"])]
    public Input<string?> Strategy { get; } = new("climbing");

    [Input("Accept a picture when it wins a comparison with the best so far, instead of by its score. JudgePair compares; not with annealing.")]
    public Input<bool?> Pairwise { get; } = new(null);

    [Input("Pictures to make at most; 0 goes on until done.", DisplayName = "Max iterations")]
    public Input<int?> MaxIterations { get; } = new(null);

    [Input("Pictures in a row that may fail to improve. 1 to 1000.")]
    public Input<int?> Patience { get; } = new(null);

    [Input("Annealing: the temperature it starts with, in units of the score.", DisplayName = "Initial temperature", Category = "Annealing")]
    public Input<double?> InitialTemperature { get; } = new(null);

    [Input("Annealing: factor on the temperature after each iteration, above 0, up to 1.", DisplayName = "Cooling rate", Category = "Annealing")]
    public Input<double?> CoolingRate { get; } = new(null);

    [Input("Image to image: how far the second picture may move away from the first, above 0, up to 1.", DisplayName = "Initial strength", Category = "Image to image")]
    public Input<double?> InitialStrength { get; } = new(null);

    [Input("Image to image: how far the last picture may move, above 0, up to the initial strength.", DisplayName = "Final strength", Category = "Image to image")]
    public Input<double?> FinalStrength { get; } = new(null);

    [Input("Decides everything that is left to luck. Empty draws one, which is recorded.")]
    public Input<ulong?> Seed { get; } = new(null);

    [Input("Width of the pictures in pixels, 64 to 2048.", Category = "Pictures")]
    public Input<int?> Width { get; } = new(null);

    [Input("Height of the pictures in pixels, 64 to 2048.", Category = "Pictures")]
    public Input<int?> Height { get; } = new(null);

    [Input("Money that the run may cost at most, in the currency of the back ends' prices. Empty: no cap.", DisplayName = "Max cost", Category = "Budget")]
    public Input<decimal?> MaxCost { get; } = new(null);

    [Input("How long back ends may work for the run, added up over all calls, as hh:mm:ss. Empty: no cap.", DisplayName = "Max time", Category = "Budget")]
    public Input<TimeSpan?> MaxTime { get; } = new(null);

    [Input("Pictures that may be ordered at most, also ones that fail. Empty: no cap.", DisplayName = "Max pictures", Category = "Budget")]
    public Input<int?> MaxPictures { get; } = new(null);

    [Input("Who paints. Empty: the first that is configured.", UIHint = "dropdown", Category = "Back ends")]
    public Input<string?> Generator { get; } = new(null);

    [Input("Who judges. Empty: the first that is configured.", UIHint = "dropdown", Category = "Back ends")]
    public Input<string?> Judge { get; } = new(null);

    [Input("Who proposes something different. Empty: the first that is configured.", UIHint = "dropdown", Category = "Back ends")]
    public Input<string?> Proposer { get; } = new(null);

    [Input("Whose taste the run is about: whose votes are asked for and whose model predicts. Empty: owner.", Category = "Taste")]
    public Input<string?> User { get; } = new(null);

    [Output("The run: its id, settings and back ends. The other activities ask for it.")]
    public Output<RunRow> Run { get; } = new();

    public override EffectKind Effect => EffectKind.Local;

    protected override IReadOnlyList<string>? ChoicesOf(string input) => input switch
    {
        nameof(Generator) => backEnds.GeneratorIds,
        nameof(Judge) => backEnds.JudgeIds,
        nameof(Proposer) => backEnds.ProposerIds,
        _ => null,
    };

    protected override ValueTask ExecuteAsync(ActivityContext context)
    {
        string prompt = context.Get(Prompt)?.Trim() ?? "";
        if (prompt.Length == 0)
            throw new RunSettingsException("The prompt is empty; say what is to be painted.");
        SearchSettings settings = Settings(context);
        var generator = backEnds.Generator(context.Get(Generator));
        string[] problems = [.. settings.Validate(generator.Capabilities).Select(one => one.Message)];
        if (problems.Length > 0)
            throw new RunSettingsException(string.Join(" ", problems));

        var run = new RunRow
        {
            Id = context.Instance.Value,
            CreatedAt = context.Now,
            Workflow = context.Graph.Definition.DefinitionId,
            WorkflowVersion = context.Graph.Definition.Version,
            Prompt = prompt,
            Goal = context.Get(Goal) is { } goal && !string.IsNullOrWhiteSpace(goal) ? goal.Trim() : $"{prompt}, as striking as possible",
            NegativePrompt = Text(context.Get(NegativePrompt)),
            Affirmative = Text(context.Get(Affirmative)),
            Subject = Text(context.Get(Subject)),
            Framing = Text(context.Get(Framing)),
            Settings = settings,
            Width = Side(context.Get(Width), "width"),
            Height = Side(context.Get(Height), "height"),
            Caps = Caps(context),
            Generator = generator.Capabilities.Id,
            Judge = backEnds.Judge(context.Get(Judge)).Id,
            Proposer = backEnds.Proposer(context.Get(Proposer)).Id,
            User = Whose(context),
            Warnings = GenerationPlan.StartWarnings(settings, generator.Capabilities),
        };
        // A contradiction among the constraints is told before anything is painted.
        NegativeMechanism mechanism = new PromptComposer(run.Constraints, generator.Capabilities).Mechanism;
        run = run with { NegativeMechanism = mechanism, Warnings = [.. run.Warnings, .. PromptWarningsOf(run, mechanism)] };
        artifacts.Create(run.Id);
        context.SetName(prompt);
        context.Set(Run, run);
        context.Record(RunRecords.Row(run));
        context.Complete();
        return ValueTask.CompletedTask;
    }

    private SearchSettings Settings(ActivityContext context)
    {
        string name = context.Get(Strategy) is { Length: > 0 } given ? given : "climbing";
        StrategyKind strategy = StrategyKinds.TryParse(name)
            ?? throw new RunSettingsException($"The strategy '{name}' is unknown; choose {string.Join(", ", StrategyKinds.Names)}.");
        SearchSettings defaults = SearchSettings.ForStrategy(strategy);
        return defaults with
        {
            Pairwise = context.Get(Pairwise) ?? defaults.Pairwise,
            MaxIterations = context.Get(MaxIterations) ?? defaults.MaxIterations,
            Patience = context.Get(Patience) ?? defaults.Patience,
            InitialTemperature = context.Get(InitialTemperature) ?? defaults.InitialTemperature,
            CoolingRate = context.Get(CoolingRate) ?? defaults.CoolingRate,
            InitialStrength = context.Get(InitialStrength) ?? defaults.InitialStrength,
            FinalStrength = context.Get(FinalStrength) ?? defaults.FinalStrength,
            // A drawn seed is committed with the run before it is used, so a resumed run keeps it.
            Seed = context.Get(Seed) ?? (ulong)RandomNumberGenerator.GetInt32(int.MaxValue),
        };
    }

    private SpendingCaps Caps(ActivityContext context)
    {
        var caps = new SpendingCaps(context.Get(MaxCost), context.Get(MaxTime), context.Get(MaxPictures));
        return caps.Problem() is { } problem ? throw new RunSettingsException(problem) : caps;
    }

    private string Whose(ActivityContext context)
    {
        string name = Text(context.Get(User)) ?? UserName.Default;
        return UserName.IsValid(name) && name != UserName.Shared
            ? name
            : throw new RunSettingsException($"The user is '{name}'; allowed: {UserName.Allowed}, and not '{UserName.Shared}'.");
    }

    private static string? Text(string? given) => string.IsNullOrWhiteSpace(given) ? null : given.Trim();

    private static IEnumerable<string> PromptWarningsOf(RunRow run, NegativeMechanism mechanism)
        => run.NegativePrompt is not null && mechanism == NegativeMechanism.None ? [PromptWarnings.NegativeUnsupported] : [];

    private static int Side(int? given, string name)
    {
        int side = given ?? 768;
        return side is >= SmallestSide and <= LargestSide
            ? side
            : throw new RunSettingsException($"The {name} is {side}; allowed: {SmallestSide} to {LargestSide} pixels.");
    }
}
