using System.CommandLine;
using System.Globalization;
using RefineWorkflows.Server.Composition;
using RefineWorkflows.Tuning.Models;
using RefineWorkflows.Tuning.Training;

namespace RefineWorkflows.Server.Cli;

/// <summary><c>refine models</c>: what was learned, version by version, and which serves.</summary>
internal static class ModelsCommand
{
    public static Command Create()
    {
        Command command = List("models", "See what was learned, compare versions, go back. By itself it lists them.");
        foreach (Command part in new[] { List("list", "List versions, newest first."), Show(), Compare(), Promote(), RollBack(), Reset(), Check() })
            command.Subcommands.Add(part);
        return command;
    }

    private static Command List(string name, string description) => Of(name, description, [], async (workbench, user, parsed, json, cancellationToken) =>
    {
        IReadOnlyList<ModelVersion> versions = await workbench.Tuner.Shelf.ListAsync(user, cancellationToken);
        CurrentModel? current = await workbench.Tuner.Shelf.PointerAsync(user, cancellationToken);
        if (json)
            JsonOutput.Print(new { user, current = current?.Version, versions });
        else if (versions.Count == 0)
            Console.WriteLine($"Nothing was learned of {user} yet. Vote, then: refine tune");
        else
            versions.ToList().ForEach(one => Console.WriteLine(Line(one, one.Version == current?.Version)));
        return ExitCode.Ok;
    });

    private static Command Show()
    {
        var version = new Argument<int?>("version") { Description = "Which; the one that serves when left out.", Arity = ArgumentArity.ZeroOrOne };
        return Of("show", "Show a version.", [version], async (workbench, user, parsed, json, cancellationToken) =>
        {
            CurrentModel? current = await workbench.Tuner.Shelf.PointerAsync(user, cancellationToken);
            ModelVersion one = await workbench.Tuner.Shelf.FindAsync(user, parsed.GetValue(version) ?? current?.Version ?? throw new CommandFailure(ExitCode.NotFound, $"No version of {user} serves. List them with: refine models list --user {user}"), cancellationToken);
            await workbench.Tuner.Shelf.CheckFilesAsync(one, cancellationToken);
            if (json)
            {
                JsonOutput.Print(one);
                return ExitCode.Ok;
            }

            Console.WriteLine(Line(one, one.Version == current?.Version));
            Console.WriteLine(one.Gate.Sentence);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Learned from {one.Dataset.Pairs} pairs up to number {one.Dataset.LastSequence} by training {one.Training}."));
            Console.WriteLine(workbench.Tuner.Shelf.FolderOf(one));
            return ExitCode.Ok;
        });
    }

    private static Command Compare()
    {
        Argument<int> first = new("first") { Description = "One version." }, second = new("second") { Description = "The other." };
        return Of("compare", "Compare two versions on votes that neither has learned from.", [first, second], async (workbench, user, parsed, json, cancellationToken) =>
        {
            TrainingMaterial material = await workbench.Tuner.Collect(user, cancellationToken);
            VersionComparison comparison = await workbench.Tuner.Shelf.CompareAsync(user, parsed.GetValue(first), parsed.GetValue(second), material.Set, cancellationToken);
            if (json)
                JsonOutput.Print(comparison);
            else if (comparison.FirstTrial is null)
                Console.WriteLine("No vote is new to both.");
            else
                Describe(comparison);
            return ExitCode.Ok;
        });
    }

    private static Command Promote()
    {
        var version = new Argument<int>("version") { Description = "Which." };
        return Of("promote", "Let a version serve, whatever the gate has said.", [version], async (workbench, user, parsed, json, cancellationToken)
            => Moved(await workbench.Tuner.Shelf.PromoteAsync(user, parsed.GetValue(version), $"Promoted by {Environment.UserName}.", cancellationToken), json));
    }

    private static Command RollBack()
    {
        var version = new Argument<int?>("version") { Description = "Which; the one that served before when left out.", Arity = ArgumentArity.ZeroOrOne };
        return Of("rollback", "Let the version serve that did before.", [version], async (workbench, user, parsed, json, cancellationToken) => Moved(
            parsed.GetValue(version) is { } number
                ? await workbench.Tuner.Shelf.PromoteAsync(user, number, $"Rolled back by {Environment.UserName}.", cancellationToken)
                : await workbench.Tuner.Shelf.RollBackAsync(user, cancellationToken),
            json));
    }

    private static Command Reset() => Of("reset", "Let no version serve: what everybody starts with. Versions stay.", [], async (workbench, user, _, json, cancellationToken)
        => Moved(await workbench.Tuner.Shelf.PromoteAsync(user, null, $"Reset by {Environment.UserName}.", cancellationToken), json));

    private static Command Check() => Of("check", "See how the version that serves foresees the latest votes; take it out of service when it no longer does.", [], async (workbench, user, _, json, cancellationToken) =>
    {
        TrainingMaterial material = await workbench.Tuner.Collect(user, cancellationToken);
        RollingCheck? check = await workbench.Tuner.Shelf.CheckAsync(user, material.Set, cancellationToken);
        if (json)
            JsonOutput.Print(check);
        else
            Console.WriteLine(check is null ? "Too few votes came after the version that serves." : string.Create(CultureInfo.InvariantCulture, $"Version {check.Version} foresaw {check.Trial.Accuracy:p0} of the {check.Trial.Count} latest votes{(check.IsDegraded ? "; it serves no more" : "")}."));
        return check is { IsDegraded: true } ? ExitCode.BelowGrade : ExitCode.Ok;
    });

    private static Command Of(string name, string description, IReadOnlyList<Argument> arguments, Func<Workbench, string, ParseResult, bool, CancellationToken, Task<int>> work)
    {
        Option<string?> user = CommonOptions.UserOrShared();
        Option<bool> json = CommonOptions.Json();
        var command = new Command(name, description) { user, json };
        foreach (Argument argument in arguments)
            command.Arguments.Add(argument);
        command.SetAction((parsed, cancellationToken) => Tool.RunAsync(parsed, workbench => work(workbench, parsed.GetValue(user) ?? workbench.Settings.User, parsed, parsed.GetValue(json), cancellationToken), cancellationToken));
        return command;
    }

    private static int Moved(CurrentModel current, bool json)
    {
        if (json)
            JsonOutput.Print(current);
        else
            Console.WriteLine(current.Version is { } version ? $"Version {version} of {current.User} serves now." : $"No version of {current.User} serves now: what everybody starts with does.");
        return ExitCode.Ok;
    }

    private static string Line(ModelVersion one, bool serves) => string.Create(
        CultureInfo.InvariantCulture,
        $"{(serves ? "*" : " ")} v{one.Version:d4}  {one.CreatedAt:u}  {one.Dataset.Pairs,6} pairs  {(one.Gate.Trial is { } trial ? $"foresees {100 * trial.Accuracy:0} % of {trial.Count} ({100 * trial.Low:0} to {100 * trial.High:0})" : "untried"),-34} {(one.Gate.Promotes ? "better" : one.Gate.Passes ? "not better" : "rejected")}");

    private static void Describe(VersionComparison comparison)
    {
        string Side(ModelVersion version, GateTrial trial) => string.Create(CultureInfo.InvariantCulture, $"v{version.Version:d4}: {100 * trial.Accuracy:0.0} % of {trial.Count} votes ({100 * trial.Low:0} to {100 * trial.High:0}), log-loss {trial.LogLoss:0.000}, calibration error {trial.Ece:0.000}");
        Console.WriteLine(Side(comparison.First, comparison.FirstTrial!));
        Console.WriteLine(Side(comparison.Second, comparison.SecondTrial!));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"They agree about {100 * comparison.Agreement:0} %."));
    }
}
