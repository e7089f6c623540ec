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
    private readonly Option<int> _retries = Whole("--retries", "Further attempts after a reply that cannot be read.", 3, 0, 20);
    private readonly Option<bool> _noCache = new("--no-cache") { Description = "Ask also where the same question has been answered before." };

    public Option<bool> Json { get; } = CommonOptions.Json();

    public void AddTo(Command command)
    {
        foreach (Option option in new Option[] { _judges, _original, _samples, _retries, _noCache, Json })
            command.Options.Add(option);
    }

    public int Samples(ParseResult parsed) => parsed.GetValue(_samples);

    public int Retries(ParseResult parsed) => parsed.GetValue(_retries);

    public VerdictTerms Terms(ParseResult parsed) => new() { UseCache = !parsed.GetValue(_noCache) };

    /// <summary>The judges that are named, each once; else the first.</summary>
    public IReadOnlyList<PictureJudge> Judges(ParseResult parsed, Workbench workbench)
        => parsed.GetValue(_judges) is { Length: > 0 } named ? [.. named.Distinct().Select(workbench.BackEnds.PictureJudge)] : [workbench.BackEnds.PictureJudge(null)];

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
