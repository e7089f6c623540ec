using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.Json;
using RefineWorkflows.Refinement.Artifacts;
using RefineWorkflows.Refinement.Budgets;
using RefineWorkflows.Refinement.Calibration;
using RefineWorkflows.Refinement.Calibration.Climbing;
using RefineWorkflows.Refinement.Search;
using RefineWorkflows.Server.Composition;

namespace RefineWorkflows.Server.Cli;

/// <summary>What <c>refine calibrate</c> can be told, checked before anything begins.</summary>
internal sealed class CalibrateOptions
{
    private const int Side = 768;
    private const int Grain = 8;
    private const int LongestAspect = 4;

    public Option<string> Reference { get; } = new("--reference") { Description = "The picture to come near to.", HelpName = "file", Required = true };

    public Option<string?> Prompt { get; } = new("--prompt") { Description = "A prompt to start from. Default: the description of the reference." };

    public Option<string?> Negative { get; } = new("--negative") { Description = "What should not be seen." };

    public Option<string?> Axes { get; } = new("--axes") { Description = "default, measured, or a file with a set of axes as JSON. Default: the judge's own.", HelpName = "set" };

    public Option<double?> Target { get; } = new("--target") { Description = "Overall score from which a picture without mismatches is good enough, above 0, up to 1. Default: 0.9." };

    public Option<int?> Patience { get; } = new("--patience") { Description = "Pictures in a row that may fail to improve, 1 to 1000. Default: 4; 12 with the judge that measures." };

    public Option<int?> MaxIterations { get; } = new("--max-iterations") { Description = "Pictures to make at most while searching, 1 to 10000. Default: 25." };

    public Option<int?> Phrasings { get; } = new("--phrasings-per-axis") { Description = "Tries for each axis before it is given up, 1 to 10. Default: 3." };

    public Option<int?> RobustnessSeeds { get; } = new("--robustness-seeds") { Description = "Pictures with other seeds once it has converged, 0 to 100. Default: 3." };

    public Option<string?> AcceptBy { get; } = new("--accept-by") { Description = "mismatches (fewer of them first) or score. Default: mismatches." };

    public Option<bool> NoAnchor { get; } = new("--no-anchor") { Description = "Show the judge the reference with every picture, instead of its description." };

    public Option<bool> DescribeOnly { get; } = new("--describe-only") { Description = "Print the description of the reference, and make no picture." };

    public Option<ulong?> Seed { get; } = new("--seed") { Description = "Decides everything that is left to luck. Default: drawn, and recorded." };

    public Option<string?> Size { get; } = new("--size") { Description = "Pictures as N or WxH pixels, each 64 to 2048. Default: 768 on the longer side, in the shape of the reference." };

    public Option<decimal?> MaxCost { get; } = new("--max-cost") { Description = "Money that the run may cost at most, by the prices of the back ends. Default: no cap." };

    public Option<string?> MaxTime { get; } = new("--max-time") { Description = "How long back ends may work for the run, added up over all calls, as hh:mm:ss. Default: no cap.", HelpName = "time" };

    public Option<int?> MaxPictures { get; } = new("--max-pictures") { Description = "Pictures that may be ordered at most, also ones that fail. Default: no cap." };

    public Option<string?> Generator { get; } = new("--generator") { Description = "Who paints. Default: the first that is configured; refine backends list names them." };

    public Option<string?> Judge { get; } = new("--judge") { Description = "Who compares. Default: the first that is configured." };

    public Option<string?> Writer { get; } = new("--writer") { Description = "Who words the edits. Default: the model that compares, or measured words where none does." };

    public void AddTo(Command command)
    {
        foreach (Option option in new Option[] { Reference, Prompt, Negative, Axes, Target, Patience, MaxIterations, Phrasings, RobustnessSeeds, AcceptBy, NoAnchor, DescribeOnly, Seed, Size, MaxCost, MaxTime, MaxPictures, Generator, Judge, Writer })
            command.Options.Add(option);
        command.Validators.Add(Check);
    }

    /// <summary>The named set, or the JSON of the file; null where none is named.</summary>
    /// <exception cref="CommandFailure">There is no such file, or its axes cannot be used.</exception>
    public string? AxesText(ParseResult parsed)
    {
        string? named = parsed.GetValue(Axes);
        if (named is null or "default" or "measured")
            return named;
        if (!File.Exists(named))
            throw new CommandFailure(ExitCode.NotFound, $"There is no file '{named}' with axes. Name one, or choose default or measured.");
        try
        {
            string json = File.ReadAllText(named).Trim();
            AxisSet.Parse(json);
            return json;
        }
        catch (AxisSetException wrong)
        {
            throw new CommandFailure(ExitCode.Usage, $"{named}: {wrong.Message}");
        }
    }

    /// <summary>The input of the definition.</summary>
    public IReadOnlyDictionary<string, JsonElement> Input(ParseResult parsed, ShelvedPicture reference)
    {
        (int width, int height) = RunOptions.ParseSize(parsed.GetValue(Size), out _) ?? ShapeOf(reference);
        var given = new Dictionary<string, object?>
        {
            ["Reference"] = reference.Name,
            ["Prompt"] = parsed.GetValue(Prompt),
            ["NegativePrompt"] = parsed.GetValue(Negative),
            ["Axes"] = AxesText(parsed),
            ["Target"] = parsed.GetValue(Target),
            ["Patience"] = parsed.GetValue(Patience),
            ["MaxIterations"] = parsed.GetValue(MaxIterations),
            ["PhrasingsPerAxis"] = parsed.GetValue(Phrasings),
            ["RobustnessSeeds"] = parsed.GetValue(RobustnessSeeds),
            ["AcceptBy"] = parsed.GetValue(AcceptBy),
            ["Anchor"] = !parsed.GetValue(NoAnchor),
            ["MaxCost"] = parsed.GetValue(MaxCost),
            ["MaxTime"] = parsed.GetValue(MaxTime),
            ["MaxPictures"] = parsed.GetValue(MaxPictures),
            ["Seed"] = parsed.GetValue(Seed),
            ["Width"] = width,
            ["Height"] = height,
            ["Generator"] = parsed.GetValue(Generator),
            ["Judge"] = parsed.GetValue(Judge),
            ["Writer"] = parsed.GetValue(Writer),
        };
        return given.Where(pair => pair.Value is not null).ToDictionary(pair => pair.Key, pair => JsonSerializer.SerializeToElement(pair.Value));
    }

    /// <summary>What the run may spend.</summary>
    public SpendingCaps Caps(ParseResult parsed)
        => new(parsed.GetValue(MaxCost), parsed.GetValue(MaxTime) is { } text ? CapText.TryTime(text) : null, parsed.GetValue(MaxPictures));

    /// <summary>The reference's shape, as far as generators go, so that framing can be the same.</summary>
    private static (int Width, int Height) ShapeOf(ShelvedPicture reference)
    {
        double shape = Math.Clamp((double)reference.Width / reference.Height, 1d / LongestAspect, LongestAspect);
        int other = (int)Math.Round(Side * Math.Min(shape, 1 / shape) / Grain) * Grain;
        return shape >= 1 ? (Side, other) : (other, Side);
    }

    private void Check(CommandResult result)
    {
        // A value that does not even convert has been reported by the parser; asking for it would throw.
        if (result.Children.OfType<OptionResult>().Any(option => option.Errors.Any() || !RunOptions.Converts(option)))
            return;
        var defaults = new CalibrationSettings();
        CalibrationSettings settings = defaults with
        {
            Target = result.GetValue(Target) ?? defaults.Target,
            Patience = result.GetValue(Patience) ?? defaults.Patience,
            MaxIterations = result.GetValue(MaxIterations) ?? defaults.MaxIterations,
            PhrasingsPerAxis = result.GetValue(Phrasings) ?? defaults.PhrasingsPerAxis,
            RobustnessSeeds = result.GetValue(RobustnessSeeds) ?? defaults.RobustnessSeeds,
        };
        foreach (SettingProblem setting in settings.Validate())
            result.AddError(setting.Message);
        if (result.GetValue(AcceptBy) is { } accept and not ("mismatches" or "score"))
            result.AddError($"--accept-by is '{accept}'; allowed: mismatches, score.");
        if (result.GetValue(MaxTime) is { } time && CapText.TryTime(time) is null)
            result.AddError($"--max-time is '{time}'; allowed: {CapText.Time}.");
        if (new SpendingCaps(result.GetValue(MaxCost), null, result.GetValue(MaxPictures)).Problem() is { } problem)
            result.AddError(problem);
        if (RunOptions.ParseSize(result.GetValue(Size), out string? wrong) is null && wrong is not null)
            result.AddError(wrong);
    }
}
