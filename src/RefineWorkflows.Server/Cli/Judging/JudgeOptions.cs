using System.CommandLine;
using System.Globalization;
using RefineWorkflows.Imaging;
using RefineWorkflows.Imaging.Codecs;
using RefineWorkflows.Refinement.Judging;
using RefineWorkflows.Refinement.Judging.Verdicts;
using RefineWorkflows.Server.Composition;

namespace RefineWorkflows.Server.Cli.Judging;

/// <summary>What is the same whatever a judge is asked.</summary>
internal sealed class JudgeOptions
{
    private readonly Option<string[]> _judges = new("--judge") { Description = "Who judges; name it several times for a panel. Default: the first that is configured.", HelpName = "name" };
    private readonly Option<string?> _original = new("--original") { Description = "The picture that these were made from.", HelpName = "file" };
    private readonly Option<int> _samples = Whole("--samples", "How often each judge is asked; odd.", 1, 1, 99);
    private readonly Option<int?> _retries = new("--retries") { Description = "Further attempts after a reply that cannot be read, 0 to 20. Default: what the metric says, else 3." };
    private readonly Option<string?> _config = new("--config") { Description = "A JSON file with metric_configs: judges with all that they are asked with.", HelpName = "file" };
    private readonly Option<string?> _metric = new("--metric") { Description = "A judge of --config, or of the setting MetricConfigs. Default with --config: the only one in it.", HelpName = "name" };
    private readonly Option<bool> _noCache = new("--no-cache") { Description = "Ask also where the same question has been answered before." };

    public Option<bool> Json { get; } = CommonOptions.Json();

    /// <summary>Adds them to a command.</summary>
    /// <param name="takesOriginal">Whether it judges edits too.</param>
    /// <param name="takesMetrics">Whether there are metrics that are configured for it.</param>
    public void AddTo(Command command, bool takesOriginal = true, bool takesMetrics = true)
    {
        Option[] edits = takesOriginal ? [_original] : [], metrics = takesMetrics ? [_config, _metric] : [];
        foreach (Option option in (Option[])[_judges, .. edits, _samples, _retries, .. metrics, _noCache, Json])
            command.Options.Add(option);
        _retries.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && int.TryParse(result.Tokens[0].Value, CultureInfo.InvariantCulture, out int number) && number is < 0 or > 20)
                result.AddError($"--retries is {number}; allowed: 0 to 20.");
        });
    }

    public int Samples(ParseResult parsed) => parsed.GetValue(_samples);

    public int Retries(ParseResult parsed, MetricConfig? metric) => parsed.GetValue(_retries) ?? metric?.Retries ?? 3;

    /// <summary>The settings with the metrics of the file that is named.</summary>
    public RefineSettings Adjust(ParseResult parsed, RefineSettings settings)
    {
        if (parsed.GetValue(_config) is not { } file)
            return settings;
        IReadOnlyList<MetricConfig> added = MetricSection.ReadFile(file, Environment.GetEnvironmentVariable);
        if (added.FirstOrDefault(metric => settings.BackEnds.Any(other => other.Name == metric.Name)) is { } taken)
            throw new SettingsException([$"{file}: {taken.Name} is called as a back end; give it another name"]);
        if (parsed.GetValue(_metric) is null && added.Count > 1)
            throw new CommandFailure(ExitCode.Usage, $"{file} has several metrics; name one with --metric: {string.Join(", ", added.Select(metric => metric.Name))}.");
        return settings with { Metrics = [.. settings.Metrics.Where(known => added.All(metric => metric.Name != known.Name)), .. added] };
    }

    /// <summary>What a judge is configured with; null for one that is only a back end.</summary>
    /// <exception cref="CommandFailure">It is configured for something else.</exception>
    public static MetricConfig? MetricOf(PictureJudge judge, Workbench workbench, string pipe)
    {
        MetricConfig? metric = workbench.Settings.Metrics.FirstOrDefault(one => one.Name == judge.Id);
        return metric is null || metric.Pipe == pipe ? metric : throw new CommandFailure(ExitCode.Usage, $"The metric {metric.Name} is a {metric.Pipe}, and {pipe} is asked for.");
    }

    public VerdictTerms Terms(ParseResult parsed) => new() { UseCache = !parsed.GetValue(_noCache) };

    /// <summary>The judges that are named, each once; else the first.</summary>
    public IReadOnlyList<PictureJudge> Judges(ParseResult parsed, Workbench workbench)
    {
        string? metric = parsed.GetValue(_metric) ?? (parsed.GetValue(_config) is null ? null : workbench.Settings.Metrics[^1].Name);
        if (metric is not null && workbench.Settings.Metrics.All(one => one.Name != metric))
            throw new CommandFailure(ExitCode.Usage, $"There is no metric '{metric}'. There are: {string.Join(", ", workbench.Settings.Metrics.Select(one => one.Name))}.");
        string[] named = [.. (parsed.GetValue(_judges) ?? []).Concat(metric is null ? [] : [metric]).Distinct()];
        return named.Length > 0 ? [.. named.Select(workbench.BackEnds.PictureJudge)] : [workbench.BackEnds.PictureJudge(null)];
    }

    public async Task<ReadOnlyMemory<byte>?> OriginalAsync(ParseResult parsed, Workbench workbench, CancellationToken cancellationToken)
        => parsed.GetValue(_original) is { } file ? await PictureAsync(file, workbench, cancellationToken) : (ReadOnlyMemory<byte>?)null;

    /// <summary>A picture of the user's, within the limits.</summary>
    /// <exception cref="CommandFailure">There is none, it is no picture, or a larger one than the settings allow.</exception>
    public static async Task<ReadOnlyMemory<byte>> PictureAsync(string file, Workbench workbench, CancellationToken cancellationToken)
    {
        if (!File.Exists(file))
            throw new CommandFailure(ExitCode.NotFound, $"There is no file {file}.");
        long most = workbench.Settings.Images.Bytes;
        if (new FileInfo(file).Length > most)
            throw new CommandFailure(ExitCode.Failed, $"{file} has more than {most >> 20} MB, the limit of the setting Images:MaxMegabytes.");
        ReadOnlyMemory<byte> bytes = await File.ReadAllBytesAsync(file, cancellationToken);
        try
        {
            new ImageCodec(workbench.Settings.Images).ReadHeader(bytes);
        }
        catch (ImagingException unusable)
        {
            throw new CommandFailure(ExitCode.Failed, $"{file}: {unusable.Message}");
        }

        return bytes;
    }

    /// <summary>A whole number within limits.</summary>
    public static Option<int> Whole(string name, string description, int usual, int least, int most)
    {
        var option = new Option<int>(name) { Description = $"{description} {least} to {most}.", DefaultValueFactory = _ => usual };
        option.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && int.TryParse(result.Tokens[0].Value, CultureInfo.InvariantCulture, out int number) && (number < least || number > most))
                result.AddError($"{name} is {number}; allowed: {least} to {most}.");
            else if (name == "--samples" && result.Tokens.Count == 1 && int.TryParse(result.Tokens[0].Value, CultureInfo.InvariantCulture, out int even) && even % 2 == 0)
                result.AddError($"{name} is {even}; allowed: odd numbers, so that there is a middle.");
        });
        return option;
    }
}
