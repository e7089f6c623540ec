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
        var run = new Argument<string?>("run") { Description = "The run; with --pictures or --next, the answer.", Arity = ArgumentArity.ZeroOrOne };
        var answer = new Argument<string?>("answer") { Description = $"{string.Join(", ", VoteOutcomes.Names)}; bad says that neither will do. Empty: show what is asked.", Arity = ArgumentArity.ZeroOrOne };
        var pictures = new Option<string[]>("--pictures") { Description = "Two picture or clip files of one prompt, outside of runs.", Arity = new ArgumentArity(2, 2), AllowMultipleArgumentsPerToken = true, HelpName = "a b" };
        var prompt = new Option<string?>("--prompt") { Description = "With --pictures: what both were meant to show." };
        var vote = new Option<string?>("--id") { Description = "With --pictures: the vote's id; the same vote under it again is one. Default: a new one. With --next and an answer: the question that is answered." };
        var next = new Option<bool>("--next") { Description = "Ask about the two pictures of the last runs whose answer teaches most." };
        var tournament = new Option<bool>("--tournament") { Description = "Ask about the run's iterations, two at a time, until one has beaten all: at most one question fewer than there are pictures." };
        Option<string?> user = CommonOptions.User();
        Option<bool> json = CommonOptions.Json();
        var command = new Command("vote", "Say which of two pictures is better: what a waiting run asks, any two pictures, or a tournament over a run.") { run, answer, pictures, prompt, vote, tournament, next, user, json };
        command.Subcommands.Add(Undo());
        command.Validators.Add(result =>
        {
            bool outside = result.GetValue(pictures) is { Length: > 0 };
            bool best = result.GetValue(next);
            string? given = outside || best ? result.GetValue(run) : result.GetValue(answer);
            if (best && (outside || result.GetValue(tournament) || result.GetValue(answer) is not null))
                result.AddError("--next chooses the pair; leave the run, --pictures and --tournament out.");
            else if (best && given is not null && result.GetValue(vote) is null)
                result.AddError("Say which question is answered: --id, as refine vote --next prints it.");
            if (!outside && !best && result.GetValue(run) is null)
                result.AddError("Name the run that asks, two files with --pictures A B --prompt TEXT, or take --next.");
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

            if (parsed.GetValue(next))
                return await NextAsync(workbench, parsed.GetValue(user) ?? workbench.Settings.User, parsed.GetValue(vote), VoteOutcomes.TryParse(parsed.GetValue(run)), printer, cancellationToken);
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

    private static async Task<int> NextAsync(Workbench workbench, string user, string? id, VoteOutcome? said, VotePrinter printer, CancellationToken cancellationToken)
    {
        var desk = new NextDesk(workbench);
        if (said is { } outcome)
        {
            NextQuestion asked = await desk.NextAsync(user, id, cancellationToken)
                ?? throw new CommandFailure(ExitCode.NotFound, $"{user} is not asked '{id}': it was answered, or its pictures are gone. See what is asked with: refine vote --next --user {user}");
            printer.Print(await desk.AnswerAsync(asked, outcome, TimeProvider.System.GetUtcNow(), cancellationToken));
            return ExitCode.Ok;
        }

        NextQuestion question = await desk.NextAsync(user, id, cancellationToken)
            ?? throw new CommandFailure(ExitCode.NotFound, $"There is no pair to ask {user} about: every pair of the last runs was asked, or no prompt has two pictures. Start a run with: refine run PROMPT");
        printer.Ask(question, workbench.Artifacts.PathOf);
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
