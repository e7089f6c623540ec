using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Text.Json;
using RefineWorkflows.Refinement;
using RefineWorkflows.Refinement.Activities;
using RefineWorkflows.Refinement.Budgets;
using RefineWorkflows.Refinement.Generation;
using RefineWorkflows.Refinement.Search;
using RefineWorkflows.Server.Composition;

namespace RefineWorkflows.Server.Cli;

/// <summary>What <c>refine run</c> can be told, checked before anything begins.</summary>
internal sealed class RunOptions
{
    public Argument<string> Prompt { get; } = new("prompt") { Description = "What the first picture is painted from." };

    public Option<string?> Goal { get; } = new("--goal") { Description = "What the pictures should become. Default: the prompt, as strikingly as possible." };

    public Option<string?> Negative { get; } = new("--negative") { Description = "What should not be seen." };

    public Option<string?> Affirmative { get; } = new("--affirmative") { Description = "The same said positively, for generators that take no negative prompt." };

    public Option<string?> Subject { get; } = new("--subject") { Description = "The subject and its count, for example \"one red fox\"; every prompt begins with it." };

    public Option<string?> Framing { get; } = new("--framing") { Description = "How the subject is framed, for example \"whole body, centred\"; said right after it." };

    public Option<string> Workflow { get; } = new("--workflow") { Description = "Definition to follow.", DefaultValueFactory = _ => "refine-loop" };

    public Option<string?> Strategy { get; } = new("--strategy") { Description = "greedy, climbing or annealing. Default: climbing. (img2img-loop has its own.)" };

    public Option<int?> MaxIterations { get; } = new("--max-iterations") { Description = "Pictures to make at most; 0 goes on until done. Default: 10." };

    public Option<int?> Patience { get; } = new("--patience") { Description = "Pictures in a row that may fail to improve, 1 to 1000. Default: 3, img2img 4." };

    public Option<double?> InitialTemperature { get; } = new("--initial-temp") { Description = "Annealing: first temperature, 0 to 100, in units of the score. Default: 2." };

    public Option<double?> CoolingRate { get; } = new("--cooling-rate") { Description = "Annealing: factor on the temperature each iteration, above 0, up to 1. Default: 0.85." };

    public Option<double?> InitialStrength { get; } = new("--initial-strength") { Description = "Image to image: first strength, above 0, up to 1. Default: 0.8." };

    public Option<double?> FinalStrength { get; } = new("--final-strength") { Description = "Image to image: last strength, above 0, up to the first. Default: 0.3." };

    public Option<ulong?> Seed { get; } = new("--seed") { Description = "Decides everything that is left to luck. Default: drawn, and recorded." };

    public Option<string?> Size { get; } = new("--size") { Description = "Pictures as N or WxH pixels, each 64 to 2048. Default: 768." };

    public Option<int?> Frames { get; } = new("--frames") { Description = "video-loop: frames of a clip, 2 and more; models round it to what they make. Default: 33." };

    public Option<double?> FramesPerSecond { get; } = new("--fps") { Description = "video-loop: frames shown a second, 0.5 to 120. Default: 16." };

    public Option<double?> Threshold { get; } = new("--threshold") { Description = "evaluator-optimizer, director: score from which a picture passes, 1 to 10. Default: what the critic says; director 8." };

    public Option<decimal?> MaxCost { get; } = new("--max-cost") { Description = "Money that the run may cost at most, by the prices of the back ends. Default: no cap." };

    public Option<string?> MaxTime { get; } = new("--max-time") { Description = "How long back ends may work for the run, added up over all calls, as hh:mm:ss. Default: no cap.", HelpName = "time" };

    public Option<int?> MaxPictures { get; } = new("--max-pictures") { Description = "Pictures that may be ordered at most, also ones that fail. Default: no cap." };

    public Option<string?> Generator { get; } = new("--generator") { Description = "Who paints. Default: the first that is configured; refine backends list names them." };

    public Option<string?> Judge { get; } = new("--judge") { Description = "Who judges. Default: the first that is configured." };

    public Option<string?> Proposer { get; } = new("--proposer") { Description = "Who finds other words. Default: the first that is configured." };

    public Option<string?> Agent { get; } = new("--agent") { Description = "agent-loop: who directs. Default: the first that is configured." };

    public Option<string?> User { get; } = CommonOptions.User();

    public Option<string[]> Inputs { get; } = new("--input") { Description = "Another input of the definition, as NAME=VALUE; can be given several times.", HelpName = "name=value", AllowMultipleArgumentsPerToken = false };

    public void AddTo(Command command)
    {
        Prompt.Validators.Add(result =>
        {
            if (string.IsNullOrWhiteSpace(result.Tokens.Count == 0 ? null : result.Tokens[0].Value))
                result.AddError("The prompt is empty; say what is to be painted, for example: refine run \"a hot hotdog\".");
        });
        command.Arguments.Add(Prompt);
        foreach (Option option in new Option[] { Goal, Negative, Affirmative, Subject, Framing, Workflow, Strategy, MaxIterations, Patience, InitialTemperature, CoolingRate, InitialStrength, FinalStrength, Threshold, Seed, Size, Frames, FramesPerSecond, MaxCost, MaxTime, MaxPictures, Generator, Judge, Proposer, Agent, User, Inputs })
            command.Options.Add(option);
        command.Validators.Add(Check);
    }

    /// <summary>The input of the definition.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="user">Whose run it is where the command line does not say.</param>
    public IReadOnlyDictionary<string, JsonElement> Input(ParseResult parsed, string user)
    {
        (int Width, int Height)? size = ParseSize(parsed.GetValue(Size), out _);
        var given = new Dictionary<string, object?>
        {
            ["Prompt"] = parsed.GetValue(Prompt)!.Trim(),
            ["Goal"] = parsed.GetValue(Goal),
            ["NegativePrompt"] = parsed.GetValue(Negative),
            ["Affirmative"] = parsed.GetValue(Affirmative),
            ["Subject"] = parsed.GetValue(Subject),
            ["Framing"] = parsed.GetValue(Framing),
            ["Strategy"] = parsed.GetValue(Strategy),
            ["MaxIterations"] = parsed.GetValue(MaxIterations),
            ["Patience"] = parsed.GetValue(Patience),
            ["InitialTemperature"] = parsed.GetValue(InitialTemperature),
            ["CoolingRate"] = parsed.GetValue(CoolingRate),
            ["InitialStrength"] = parsed.GetValue(InitialStrength),
            ["FinalStrength"] = parsed.GetValue(FinalStrength),
            ["Threshold"] = parsed.GetValue(Threshold),
            ["MaxCost"] = parsed.GetValue(MaxCost),
            ["MaxTime"] = parsed.GetValue(MaxTime),
            ["MaxPictures"] = parsed.GetValue(MaxPictures),
            ["Generator"] = parsed.GetValue(Generator),
            ["Judge"] = parsed.GetValue(Judge),
            ["Proposer"] = parsed.GetValue(Proposer),
            ["Agent"] = parsed.GetValue(Agent),
            ["User"] = parsed.GetValue(User) ?? (user == UserName.Default ? null : user),
            ["Seed"] = parsed.GetValue(Seed),
            ["Width"] = size?.Width,
            ["Height"] = size?.Height,
            ["Frames"] = parsed.GetValue(Frames),
            ["FramesPerSecond"] = parsed.GetValue(FramesPerSecond),
        };
        Dictionary<string, JsonElement> input = given.Where(pair => pair.Value is not null).ToDictionary(pair => pair.Key, pair => JsonSerializer.SerializeToElement(pair.Value));
        foreach (string other in parsed.GetValue(Inputs) ?? [])
            input[Name(other)] = Value(other);
        return input;
    }

    private static string Name(string input) => input[..input.IndexOf('=', StringComparison.Ordinal)].Trim();

    /// <summary>What is JSON is taken as JSON, everything else as a text.</summary>
    private static JsonElement Value(string input)
    {
        string text = input[(input.IndexOf('=', StringComparison.Ordinal) + 1)..].Trim();
        try
        {
            using JsonDocument json = JsonDocument.Parse(text);
            return json.RootElement.Clone();
        }
        catch (JsonException)
        {
            return JsonSerializer.SerializeToElement(text);
        }
    }

    /// <summary>What the run may spend.</summary>
    public SpendingCaps Caps(ParseResult parsed)
        => new(parsed.GetValue(MaxCost), parsed.GetValue(MaxTime) is { } text ? CapText.TryTime(text) : null, parsed.GetValue(MaxPictures));

    private void Check(CommandResult result)
    {
        // A value that does not even convert has been reported by the parser; asking for it would throw.
        if (result.Children.OfType<OptionResult>().Any(option => option.Errors.Any() || !Converts(option)))
            return;
        string? name = result.GetValue(Strategy);
        StrategyKind kind = StrategyKind.Climbing;
        if (name is not null)
        {
            if (StrategyKinds.TryParse(name) is not { } known)
            {
                result.AddError($"--strategy is '{name}'; allowed: {string.Join(", ", StrategyKinds.Names)}.");
                return;
            }

            kind = known;
        }

        if (result.GetValue(Workflow) == "img2img-loop")
            kind = StrategyKind.Img2Img;
        SearchSettings defaults = SearchSettings.ForStrategy(kind);
        SearchSettings settings = defaults with
        {
            MaxIterations = result.GetValue(MaxIterations) ?? defaults.MaxIterations,
            Patience = result.GetValue(Patience) ?? defaults.Patience,
            InitialTemperature = result.GetValue(InitialTemperature) ?? defaults.InitialTemperature,
            CoolingRate = result.GetValue(CoolingRate) ?? defaults.CoolingRate,
            InitialStrength = result.GetValue(InitialStrength) ?? defaults.InitialStrength,
            FinalStrength = result.GetValue(FinalStrength) ?? defaults.FinalStrength,
        };
        foreach (SettingProblem setting in settings.Validate())
            result.AddError(setting.Message);
        if (result.GetValue(Threshold) is { } threshold and not (>= 1 and <= 10))
            result.AddError(FormattableString.Invariant($"--threshold is {threshold}; allowed: 1 to 10."));
        if (result.GetValue(Frames) is < ClipRequest.FewestFrames)
            result.AddError($"--frames is {result.GetValue(Frames)}; allowed: {ClipRequest.FewestFrames} and more.");
        if (result.GetValue(FramesPerSecond) is { } rate and not (>= ClipRequest.SlowestRate and <= ClipRequest.FastestRate))
            result.AddError(FormattableString.Invariant($"--fps is {rate}; allowed: {ClipRequest.SlowestRate} to {ClipRequest.FastestRate}."));
        if (result.GetValue(MaxTime) is { } time && CapText.TryTime(time) is null)
            result.AddError($"--max-time is '{time}'; allowed: {CapText.Time}.");
        if (new SpendingCaps(result.GetValue(MaxCost), null, result.GetValue(MaxPictures)).Problem() is { } problem)
            result.AddError(problem);
        foreach (string input in result.GetValue(Inputs) ?? [])
        {
            if (input.IndexOf('=', StringComparison.Ordinal) < 1)
                result.AddError($"--input is '{input}'; write NAME=VALUE, for example ReviewDeadline=00:10:00.");
        }

        if (ParseSize(result.GetValue(Size), out string? wrong) is null && wrong is not null)
            result.AddError(wrong);
    }

    internal static bool Converts(OptionResult option) => option.Tokens.All(token => option.Option switch
    {
        Option<int?> => int.TryParse(token.Value, NumberStyles.Integer, CultureInfo.InvariantCulture, out _),
        Option<double?> => double.TryParse(token.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out _),
        Option<decimal?> => decimal.TryParse(token.Value, NumberStyles.Number, CultureInfo.InvariantCulture, out _),
        Option<ulong?> => ulong.TryParse(token.Value, NumberStyles.Integer, CultureInfo.InvariantCulture, out _),
        _ => true,
    });

    internal static (int Width, int Height)? ParseSize(string? text, out string? problem)
    {
        problem = null;
        if (text is null)
            return null;
        string[] sides = text.Split('x', 'X');
        if (sides.Length is 1 or 2
            && int.TryParse(sides[0], NumberStyles.None, CultureInfo.InvariantCulture, out int width)
            && int.TryParse(sides[^1], NumberStyles.None, CultureInfo.InvariantCulture, out int height)
            && width is >= StartRun.SmallestSide and <= StartRun.LargestSide
            && height is >= StartRun.SmallestSide and <= StartRun.LargestSide
            && Math.Max(width, height) <= 4 * Math.Min(width, height))
        {
            return (width, height);
        }

        problem = $"--size is '{text}'; allowed: N or WxH with sides from {StartRun.SmallestSide} to {StartRun.LargestSide} pixels, the longer at most 4 times the shorter.";
        return null;
    }
}
