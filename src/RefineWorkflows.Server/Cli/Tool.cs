using System.CommandLine;
using System.Text.RegularExpressions;
using System.Globalization;
using RefineWorkflows.Engine;
using RefineWorkflows.Engine.Hosting;
using RefineWorkflows.Imaging;
using RefineWorkflows.Refinement;
using RefineWorkflows.Server.Access;
using RefineWorkflows.Server.Cli.Judging;
using RefineWorkflows.Server.Cli.Voting;
using RefineWorkflows.Server.Composition;
using RefineWorkflows.Tuning;
using Spectre.Console;

namespace RefineWorkflows.Server.Cli;

/// <summary>The command line: which commands there are, and what becomes of an error.</summary>
internal static partial class Tool
{
    public static async Task<int> MainAsync(string[] arguments)
    {
        CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        if (Console.IsOutputRedirected)
            AnsiConsole.Profile.Capabilities.Ansi = false;

        var root = new RootCommand("RefineWorkflows: pictures that get better by themselves, step by durable step.")
        {
            RunCommand.Create(), ResumeCommand.Create(), RunsCommand.Create(), ShowCommand.Create(), ReproduceCommand.Create(), CancelCommand.Create(), AnswerCommand.Create(), VoteCommand.Create(), PreferencesCommand.Create(), TuneCommand.Create(), ModelsCommand.Create(), MemoryCommand.Create(),
            CalibrateCommand.Create(), PicturesCommand.Create(), JudgeCommand.Create(), GradeCommand.Create(), EvalCommand.Create(),
            DefinitionsCommand.Create(), BackEndsCommand.Create(), ServeCommand.Create(), KeysCommand.Create(), WebhooksCommand.Create(), SchedulesCommand.Create(), NotifyCommand.Create(), DoctorCommand.Create(), VramCommand.Create(), DevServerCommand.Create(), BenchCommand.Create(),
        };
        root.Options.Add(CommonOptions.Data);
        ParseResult parsed = root.Parse(arguments);
        if (parsed.Errors.Count > 0)
        {
            foreach (System.CommandLine.Parsing.ParseError error in parsed.Errors)
                await Console.Error.WriteLineAsync(Plain(error.Message));
            await Console.Error.WriteLineAsync("Try --help.");
            return ExitCode.Usage;
        }

        return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
    }

    /// <summary>A parser's message without the names of types.</summary>
    private static string Plain(string message) => NameOfType().Replace(message, type => type.Groups[1].Value switch
    {
        "Int32" or "Int64" or "UInt64" => "as a whole number",
        "Double" or "Decimal" => "as a number",
        "TimeSpan" => "as a time (hh:mm:ss)",
        _ => type.Value,
    });

    [GeneratedRegex(@"as expected type 'System\.(?:Nullable`1\[System\.)?(\w+)\]?'")]
    private static partial Regex NameOfType();

    /// <summary>Opens the workbench, does the work, and turns what goes wrong into a message and an exit code.</summary>
    public static Task<int> RunAsync(ParseResult parsed, Func<Workbench, Task<int>> work, CancellationToken cancellationToken)
        => RunAsync(parsed, settings => settings, work, cancellationToken);

    /// <param name="parsed">The command line.</param>
    /// <param name="adjust">What the command needs to be different from the settings.</param>
    /// <param name="work">The command.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<int> RunAsync(ParseResult parsed, Func<RefineSettings, RefineSettings> adjust, Func<Workbench, Task<int>> work, CancellationToken cancellationToken)
    {
        try
        {
            RefineSettings settings = adjust(RefineSettings.Load(parsed.GetValue(CommonOptions.Data)));
            await using Workbench workbench = await Workbench.OpenAsync(settings, Console.Error, Console.Error, cancellationToken);
            return await work(workbench);
        }
        catch (CommandFailure failure)
        {
            await Console.Error.WriteLineAsync(failure.Message);
            return failure.ExitCode;
        }
        catch (Exception refused) when (refused is SettingsException or AccessException)
        {
            await Console.Error.WriteLineAsync(refused.Message);
            return ExitCode.Usage;
        }
        catch (Exception missing) when (missing is DefinitionMissingException or InstanceMissingException)
        {
            await Console.Error.WriteLineAsync(missing.Message);
            return ExitCode.NotFound;
        }
        catch (Exception known) when (known is WorkflowException or RefinementException or ImagingException or TuningException or IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync(known.Message);
            return ExitCode.Failed;
        }
    }
}
