using System.CommandLine;
using RefineWorkflows.Engine;
using RefineWorkflows.Refinement.Activities;
using RefineWorkflows.Server.Composition;
using RefineWorkflows.Server.Votes;
using RefineWorkflows.Tuning.Pairs;
using RefineWorkflows.Tuning.Votes;

namespace RefineWorkflows.Server.Cli.Voting;

/// <summary><c>refine vote</c>: which of two pictures is better.</summary>
internal static class VoteCommand
{
    public static Command Create()
    {
        var run = new Argument<string?>("run") { Description = "The run; with --pictures, the answer.", Arity = ArgumentArity.ZeroOrOne };
        var answer = new Argument<string?>("answer") { Description = $"{string.Join(", ", VoteOutcomes.Names)}; bad says that neither will do. Empty: show what is asked.", Arity = ArgumentArity.ZeroOrOne };
        var pictures = new Option<string[]>("--pictures") { Description = "Two picture or clip files of one prompt, outside of runs.", Arity = new ArgumentArity(2, 2), AllowMultipleArgumentsPerToken = true, HelpName = "a b" };
        var prompt = new Option<string?>("--prompt") { Description = "With --pictures: what both were meant to show." };
        var vote = new Option<string?>("--id") { Description = "With --pictures: the vote's id; the same vote under it again is one. Default: a new one." };
        var tournament = new Option<bool>("--tournament") { Description = "Ask about the run's iterations, two at a time, until one has beaten all: at most one question fewer than there are pictures." };
        Option<string?> user = CommonOptions.User();
        Option<bool> json = CommonOptions.Json();
        var command = new Command("vote", "Say which of two pictures is better: what a waiting run asks, any two pictures, or a tournament over a run.") { run, answer, pictures, prompt, vote, tournament, user, json };
        command.Subcommands.Add(Undo());
        command.Validators.Add(result =>
        {
            bool outside = result.GetValue(pictures) is { Length: > 0 };
            string? given = outside ? result.GetValue(run) : result.GetValue(answer);
            if (!outside && result.GetValue(run) is null)
                result.AddError("Name the run that asks, or two files with --pictures A B --prompt TEXT.");
            else if (outside && (given is null || string.IsNullOrWhiteSpace(result.GetValue(prompt))))
                result.AddError($"With --pictures, say what both were meant to show (--prompt TEXT) and which is better: {string.Join(", ", VoteOutcomes.Names)}.");
            else if (given is not null && VoteOutcomes.TryParse(given) is null)
                result.AddError($"The answer is '{given}'; allowed: {string.Join(", ", VoteOutcomes.Names)}.");
            if (outside && result.GetValue(tournament))
                result.AddError("--tournament asks about a run's pictures; leave --pictures out.");
        });
        command.SetAction((parsed, cancellationToken) => Tool.RunAsync(parsed, async workbench =>
        {
            var printer = new VotePrinter(parsed.GetValue(json));
            if (parsed.GetValue(pictures) is [var first, var second])
            {
                string whose = parsed.GetValue(user) ?? workbench.Settings.User;
                VotedPicture a = await KeepAsync(workbench, first, cancellationToken), b = await KeepAsync(workbench, second, cancellationToken);
                printer.Print(await workbench.Votes.AddAsync(
                    new Vote(parsed.GetValue(vote) ?? $"vote-{Guid.NewGuid():n}", 0, whose, parsed.GetValue(prompt)!.Trim(), a, b, false, VoteOutcomes.TryParse(parsed.GetValue(run))!.Value, PairSource.Human, whose, TimeProvider.System.GetUtcNow()),
                    cancellationToken));
                return ExitCode.Ok;
            }

            RunRow row = await workbench.Runs.FindRowAsync(parsed.GetValue(run)!, cancellationToken)
                ?? throw new CommandFailure(ExitCode.NotFound, $"There is no run '{parsed.GetValue(run)}'. List them with: refine runs");
            VoteOutcome? said = VoteOutcomes.TryParse(parsed.GetValue(answer));
            return parsed.GetValue(tournament)
                ? await TournamentAsync(workbench, row, parsed.GetValue(user) ?? row.User, said, printer, cancellationToken)
                : await BallotAsync(workbench, row, parsed.GetValue(user), said, printer, cancellationToken);
        }, cancellationToken));
        return command;
    }

    private static Command Undo()
    {
        var id = new Argument<string>("id") { Description = "The vote, as refine preferences prints it." };
        Option<string?> user = CommonOptions.User();
        Option<bool> json = CommonOptions.Json();
        var command = new Command("undo", "Take a vote back: it stays with a mark, and nothing is learned from it.") { id, user, json };
        command.SetAction((parsed, cancellationToken) => Tool.RunAsync(parsed, async workbench =>
        {
            string whose = parsed.GetValue(user) ?? workbench.Settings.User;
            Vote vote = await workbench.Votes.UndoAsync(whose, parsed.GetValue(id)!, cancellationToken)
                ?? throw new CommandFailure(ExitCode.NotFound, $"{whose} has no vote '{parsed.GetValue(id)}'. List them with: refine preferences list --user {whose}");
            new VotePrinter(parsed.GetValue(json)).Print(vote);
            return ExitCode.Ok;
        }, cancellationToken));
        return command;
    }

    private static async Task<int> BallotAsync(Workbench workbench, RunRow row, string? user, VoteOutcome? said, VotePrinter printer, CancellationToken cancellationToken)
    {
        var desk = new BallotDesk(workbench.Store, workbench.Client, workbench.Votes, workbench.Ballots);
        if (await desk.OpenAsync(new InstanceId(row.Id), cancellationToken) is not [var ballot, ..])
            throw new CommandFailure(ExitCode.Conflict, $"Run {row.Id} asks nobody which picture is better; its vote was given, or its deadline has passed. Vote on its pictures with: refine vote {row.Id} --tournament");
        if (user is not null && user != ballot.User)
            throw new CommandFailure(ExitCode.Conflict, $"Run {row.Id} asks {ballot.User}, not {user}.");
        if (said is not { } outcome)
        {
            printer.Ask(ballot, workbench.Artifacts.PathOf(row.Id));
            return ExitCode.Ok;
        }

        var answer = new BallotAnswer(outcome, user ?? Environment.UserName, TimeProvider.System.GetUtcNow());
        Vote? vote = await desk.AnswerAsync(ballot, answer, cancellationToken);
        if (vote?.Outcome != outcome)
            throw new CommandFailure(ExitCode.Conflict, vote is null ? $"Run {row.Id} has gone on: its deadline has passed." : $"Run {row.Id} was answered already, with '{VoteOutcomes.NameOf(vote.Outcome)}' by {vote.By}.");
        printer.Print(vote, $"The run goes on in the process that watches it, or with: refine resume {row.Id}");
        return ExitCode.Ok;
    }

    private static async Task<int> TournamentAsync(Workbench workbench, RunRow row, string user, VoteOutcome? said, VotePrinter printer, CancellationToken cancellationToken)
    {
        var desk = new TournamentDesk(workbench.Records, workbench.Artifacts, workbench.Votes, workbench.VotedPictures);
        TournamentQuestion question = await desk.NextAsync(row, user, cancellationToken);
        if (said is { } outcome)
        {
            if (question.A is null)
                throw new CommandFailure(ExitCode.Conflict, $"The tournament of run {row.Id} is over: picture {question.Winner?.Iteration} has won. Take a vote back with: refine vote undo ID");
            Vote vote = await desk.AnswerAsync(row, question, outcome, TimeProvider.System.GetUtcNow(), cancellationToken);
            question = await desk.NextAsync(row, user, cancellationToken);
            if (!printer.IsJson)
                printer.Print(vote);
        }

        printer.Ask(question, workbench.Artifacts.PathOf(row.Id));
        return ExitCode.Ok;
    }

    private static async Task<VotedPicture> KeepAsync(Workbench workbench, string file, CancellationToken cancellationToken)
        => File.Exists(file)
            ? new VotedPicture(await workbench.VotedPictures.AddAsync(await File.ReadAllBytesAsync(file, cancellationToken), cancellationToken))
            : throw new CommandFailure(ExitCode.NotFound, $"There is no file {file}.");
}
