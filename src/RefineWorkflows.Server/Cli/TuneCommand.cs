using System.CommandLine;
using System.Text.Json;
using RefineWorkflows.Tuning.Training;

namespace RefineWorkflows.Server.Cli;

/// <summary><c>refine tune</c>: learns from votes.</summary>
internal static class TuneCommand
{
    public static Command Create()
    {
        Option<string?> user = CommonOptions.UserOrShared();
        var everybody = new Option<bool>("--all") { Description = "Look after everybody who has voted, as the schedule does." };
        var noWait = new Option<bool>("--no-wait") { Description = "Only ask for it: a server does it, or the next command that runs here." };
        var loss = new Option<string?>("--loss") { Description = $"What a choice costs: {string.Join(", ", TrainingWishes.Losses)}. Default: cdpo.", HelpName = "name" };
        var ties = new Option<string?>("--ties") { Description = $"What a tie costs: {string.Join(", ", TrainingWishes.TieModels)}. Default: davidson.", HelpName = "name" };
        Option<double?> beta = Number("--beta", "How tightly the model is held to what everybody starts with. Default: 1."), epsilon = Number("--epsilon", "The believed share of slips, for cdpo and robust. Default: 0.05."),
            rate = Number("--learning-rate", "Length of a step. Default: 0.02."), alpha = Number("--alpha", "The adapter counts alpha / rank. Default: 1."), holdout = Number("--holdout", "Share of the votes that is not learned from. Default: 0.2.");
        Option<int?> rank = Whole("--rank", "Rank of the adapter, 1 to 64. Default: 8."), epochs = Whole("--epochs", "Epochs at most. Default: 300."), least = Whole("--min-pairs", "Decisive votes below which nothing is trained. Default: 20.");
        var seed = new Option<long?>("--seed") { Description = "Decides all luck. Default: 1.", HelpName = "number" };
        Option<bool> json = CommonOptions.Json();
        var command = new Command("tune", $"Learn from votes: run the drawing {TuneSession.Definition} now. Ctrl-C hands the training back at a checkpoint; the same command goes on with it.")
        {
            user, everybody, noWait, loss, ties, beta, epsilon, rank, alpha, rate, epochs, holdout, least, seed, json, List(), Show(), Cancel(),
        };
        command.SetAction((parsed, cancellationToken) => Tool.RunAsync(parsed, workbench =>
        {
            var given = new Dictionary<string, object?>
            {
                ["User"] = parsed.GetValue(everybody) ? null : parsed.GetValue(user) ?? workbench.Settings.User,
                // What is asked for by hand is tried as soon as one vote is new; the training itself says when there are too few.
                ["LeastVotes"] = 1,
                ["MinimumPairs"] = parsed.GetValue(least),
                ["Loss"] = parsed.GetValue(loss),
                ["Ties"] = parsed.GetValue(ties),
                ["Beta"] = parsed.GetValue(beta),
                ["Epsilon"] = parsed.GetValue(epsilon),
                ["Rank"] = parsed.GetValue(rank),
                ["Alpha"] = parsed.GetValue(alpha),
                ["LearningRate"] = parsed.GetValue(rate),
                ["MaxEpochs"] = parsed.GetValue(epochs),
                ["Holdout"] = parsed.GetValue(holdout),
                ["Seed"] = parsed.GetValue(seed),
            };
            // Refused here, before anything begins, and not as an incident of the drawing.
            _ = new TrainingWishes
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
            }.Settings();
            Dictionary<string, JsonElement> input = given.Where(one => one.Value is not null).ToDictionary(one => one.Key, one => JsonSerializer.SerializeToElement(one.Value));
            return TuneSession.RunAsync(workbench, input, !parsed.GetValue(noWait), parsed.GetValue(json), cancellationToken);
        }, cancellationToken));
        return command;
    }

    private static Command List()
    {
        Option<bool> json = CommonOptions.Json();
        Option<string?> user = CommonOptions.UserOrShared();
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
