using System.CommandLine;
using System.Globalization;
using RefineWorkflows.Engine.Hosting;
using RefineWorkflows.Server.Composition;
using RefineWorkflows.Server.Tuning;
using RefineWorkflows.Tuning.Training;

namespace RefineWorkflows.Server.Cli;

/// <summary><c>refine tune</c>: learns from votes.</summary>
internal static class TuneCommand
{
    public static Command Create()
    {
        Option<string?> user = CommonOptions.User();
        var wait = new Option<bool>("--no-wait") { Description = "Only ask for the training: a server does it, or the next command that runs here." };
        var anew = new Option<bool>("--new") { Description = "Ask for a new training also when one of this user's is not over, which is gone on with otherwise." };
        var keep = new Option<bool>("--no-promote") { Description = "Leave the version that serves in place, however good the new one is." };
        var loss = new Option<string?>("--loss") { Description = $"What a choice costs: {string.Join(", ", TrainingWishes.Losses)}. Default: cdpo.", HelpName = "name" };
        var ties = new Option<string?>("--ties") { Description = $"What a tie costs: {string.Join(", ", TrainingWishes.TieModels)}. Default: davidson.", HelpName = "name" };
        Option<double?> beta = Number("--beta", "How tightly the model is held to what everybody starts with. Default: 0.1."), epsilon = Number("--epsilon", "The believed share of slips, for cdpo and robust. Default: 0.05."),
            rate = Number("--learning-rate", "Length of a step. Default: 0.005."), alpha = Number("--alpha", "The adapter counts alpha / rank. Default: 16."), holdout = Number("--holdout", "Share of the votes that is not learned from. Default: 0.2.");
        Option<int?> rank = Whole("--rank", "Rank of the adapter, 1 to 64. Default: 8."), epochs = Whole("--epochs", "Epochs at most. Default: 200."), least = Whole("--min-pairs", "Decisive votes below which nothing is trained. Default: 20.");
        var seed = new Option<ulong?>("--seed") { Description = "Decides all luck. Default: 1.", HelpName = "number" };
        Option<bool> json = CommonOptions.Json();
        var command = new Command("tune", "Learn from votes. Ctrl-C hands the training back at a checkpoint; the same command goes on with it.")
        {
            user, wait, anew, keep, loss, ties, beta, epsilon, rank, alpha, rate, epochs, holdout, least, seed, json, List(), Show(), Cancel(),
        };
        command.SetAction((parsed, cancellationToken) => Tool.RunAsync(parsed, async workbench =>
        {
            var wishes = new TrainingWishes
            {
                Loss = parsed.GetValue(loss),
                Ties = parsed.GetValue(ties),
                Beta = parsed.GetValue(beta),
                Epsilon = parsed.GetValue(epsilon),
                Rank = parsed.GetValue(rank),
                Alpha = parsed.GetValue(alpha),
                LearningRate = parsed.GetValue(rate),
                Epochs = parsed.GetValue(epochs),
                Holdout = parsed.GetValue(holdout),
                MinimumPairs = parsed.GetValue(least),
                Seed = parsed.GetValue(seed),
            };
            string whose = parsed.GetValue(user) ?? workbench.Settings.User;
            Training? open = parsed.GetValue(anew) ? null : (await workbench.Tuner.Desk.ListAsync(whose, cancellationToken)).FirstOrDefault(one => !one.IsOver);
            if (open is not null)
                await Console.Error.WriteLineAsync($"going on with training {open.Id}, asked for at {open.AskedAt.ToString("u", CultureInfo.InvariantCulture)}; begin another one with --new");
            Training training = open ?? await workbench.Tuner.Desk.AskAsync(
                new TrainingRequest($"t{WorkflowClient.NewId().Value}", whose, wishes.Settings(), Environment.UserName) { Promotes = !parsed.GetValue(keep) },
                cancellationToken);
            if (parsed.GetValue(wait) || training.IsOver)
                return TrainingPrinter.Tell(training, parsed.GetValue(json));
            return await FollowAsync(workbench, training, parsed.GetValue(json));
        }, cancellationToken));
        return command;
    }

    private static async Task<int> FollowAsync(Workbench workbench, Training training, bool json)
    {
        using var interruption = new Interruption();
        using var progress = new TrainingProgressLine(training);
        workbench.Tuner.Runner.Progressed += progress.Show;
        Training now = training;
        await using (var keeper = new TrainingKeeper(workbench, TimeProvider.System))
        {
            keeper.Start();
            while (!now.IsOver && !interruption.HasHappened)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100), interruption.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                now = (await workbench.Tuner.Desk.FindAsync(training.Id, CancellationToken.None))!;
                progress.Show(now);
            }
        }

        workbench.Tuner.Runner.Progressed -= progress.Show;
        now = (await workbench.Tuner.Desk.FindAsync(training.Id, CancellationToken.None))!;
        int exit = TrainingPrinter.Tell(now, json);
        if (now.IsOver)
            return exit;
        await Console.Error.WriteLineAsync(now.Status == TrainingStatus.Queued
            ? $"Interrupted at step {now.Figures?.Step ?? 0}. Go on with: refine tune --user {now.User}"
            : $"Another process goes on with it. Watch it with: refine tune show {now.Id}");
        return ExitCode.Interrupted;
    }

    private static Command List()
    {
        Option<bool> json = CommonOptions.Json();
        Option<string?> user = CommonOptions.User();
        var command = new Command("list", "List trainings, newest first.") { user, json };
        command.SetAction((parsed, cancellationToken) => Tool.RunAsync(parsed, async workbench =>
        {
            IReadOnlyList<Training> all = await workbench.Tuner.Desk.ListAsync(parsed.GetValue(user), cancellationToken);
            if (parsed.GetValue(json))
                JsonOutput.Print(all);
            else if (all.Count == 0)
                Console.WriteLine("No trainings. Begin one with: refine tune");
            else
                all.ToList().ForEach(one => Console.WriteLine(TrainingPrinter.Line(one)));
            return ExitCode.Ok;
        }, cancellationToken));
        return command;
    }

    private static Command Show()
    {
        var id = new Argument<string>("id") { Description = "The training." };
        Option<bool> json = CommonOptions.Json();
        var command = new Command("show", "Show a training, epoch by epoch.") { id, json };
        command.SetAction((parsed, cancellationToken) => Tool.RunAsync(parsed, async workbench =>
        {
            Training training = await workbench.Tuner.Desk.FindAsync(parsed.GetValue(id)!, cancellationToken)
                ?? throw new CommandFailure(ExitCode.NotFound, $"There is no training '{parsed.GetValue(id)}'. List them with: refine tune list");
            IReadOnlyList<TrainingEpoch> epochs = await workbench.Tuner.Desk.EpochsAsync(training.Id, cancellationToken);
            if (parsed.GetValue(json))
                JsonOutput.Print(new { training, epochs });
            else
                TrainingPrinter.Describe(training, epochs);
            return ExitCode.Ok;
        }, cancellationToken));
        return command;
    }

    private static Command Cancel()
    {
        var id = new Argument<string>("id") { Description = "The training." };
        var command = new Command("cancel", "Call a training off; what serves stays.") { id };
        command.SetAction((parsed, cancellationToken) => Tool.RunAsync(parsed, async workbench =>
        {
            if (await workbench.Tuner.Desk.FindAsync(parsed.GetValue(id)!, cancellationToken) is not { } training)
                throw new CommandFailure(ExitCode.NotFound, $"There is no training '{parsed.GetValue(id)}'. List them with: refine tune list");
            if (training.IsOver)
                throw new CommandFailure(ExitCode.Conflict, $"Training {training.Id} is over ({TrainingPrinter.NameOf(training.Status)}); there is nothing to call off.");
            await workbench.Tuner.Desk.CancelAsync(training.Id, cancellationToken);
            Console.WriteLine($"Training {training.Id} is called off.");
            return ExitCode.Ok;
        }, cancellationToken));
        return command;
    }

    private static Option<double?> Number(string name, string description) => new(name) { Description = description, HelpName = "number" };

    private static Option<int?> Whole(string name, string description) => new(name) { Description = description, HelpName = "number" };
}
