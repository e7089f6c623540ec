using System.CommandLine;
using System.Globalization;
using RefineWorkflows.Server.Composition;
using RefineWorkflows.Tuning.Datasets;
using RefineWorkflows.Tuning.Pairs;
using RefineWorkflows.Tuning.Votes;

namespace RefineWorkflows.Server.Cli.Voting;

/// <summary><c>refine preferences</c>: what is known of a user's taste, and what there is to learn from.</summary>
internal static class PreferencesCommand
{
    private const int Recent = 10;

    public static Command Create()
    {
        Option<string?> user = CommonOptions.User();
        Option<bool> json = CommonOptions.Json();
        var command = new Command("preferences", "What votes say: counts, agreement with oneself, and what is missing before a first training.") { user, json };
        command.Subcommands.Add(List());
        command.Subcommands.Add(Export());
        command.Subcommands.Add(Import());
        command.Subcommands.Add(Forget());
        command.SetAction((parsed, cancellationToken) => Tool.RunAsync(parsed, async workbench =>
        {
            string whose = parsed.GetValue(user) ?? workbench.Settings.User;
            (PreferenceSummary summary, IReadOnlyList<Vote> votes) = await ReadAsync(workbench, whose, cancellationToken);
            Vote[] recent = [.. votes.Where(vote => vote.Source != PairSource.Machine).TakeLast(Recent).Reverse()];
            if (parsed.GetValue(json))
                JsonOutput.Print(new { summary, recent });
            else
                Print(summary, recent);
            return ExitCode.Ok;
        }, cancellationToken));
        return command;
    }

    private static Command List()
    {
        var after = new Option<long>("--after") { Description = "Begin after the vote with this number." };
        var limit = new Option<int>("--limit") { Description = "At most so many.", DefaultValueFactory = _ => 50 };
        Option<string?> user = CommonOptions.User();
        Option<bool> json = CommonOptions.Json();
        var command = new Command("list", "List votes in the order in which they were given.") { after, limit, user, json };
        command.SetAction((parsed, cancellationToken) => Tool.RunAsync(parsed, async workbench =>
        {
            IReadOnlyList<Vote> votes = await workbench.Votes.ListAsync(parsed.GetValue(user) ?? workbench.Settings.User, parsed.GetValue(after), Math.Max(1, parsed.GetValue(limit)), cancellationToken);
            if (parsed.GetValue(json))
                JsonOutput.Print(votes);
            else
                votes.ToList().ForEach(vote => Console.WriteLine(Line(vote)));
            return ExitCode.Ok;
        }, cancellationToken));
        return command;
    }

    private static Command Export()
    {
        var folder = new Argument<string>("folder") { Description = "A new folder." };
        var people = new Option<bool>("--people-only") { Description = "Leave out what machines preferred." };
        Option<string?> user = CommonOptions.User();
        Option<bool> json = CommonOptions.Json();
        var command = new Command("export", "Write pairs and pictures as a data set: Pick-a-Pic columns, diffusion DPO, TRL preference and unpaired, with a card.") { folder, people, user, json };
        command.SetAction((parsed, cancellationToken) => Tool.RunAsync(parsed, async workbench =>
        {
            IReadOnlyList<PreferencePair> pairs = await workbench.Pairs.ListAsync(parsed.GetValue(user) ?? workbench.Settings.User, 0, cancellationToken);
            if (parsed.GetValue(people))
                pairs = [.. pairs.Where(pair => pair.Source != PairSource.Machine)];
            if (pairs.Count == 0)
                throw new CommandFailure(ExitCode.NotFound, "There are no pairs to export; vote first.");
            IReadOnlyDictionary<string, int> lines = await new DatasetExport(workbench.VotedPictures).WriteAsync(pairs, parsed.GetValue(folder)!, cancellationToken);
            if (parsed.GetValue(json))
                JsonOutput.Print(new { folder = Path.GetFullPath(parsed.GetValue(folder)!), pairs = pairs.Count, lines });
            else
                Console.WriteLine($"{pairs.Count} pairs in {Path.GetFullPath(parsed.GetValue(folder)!)}: {string.Join(", ", lines.Select(one => $"{one.Key} {one.Value}"))} lines");
            return ExitCode.Ok;
        }, cancellationToken));
        return command;
    }

    private static Command Import()
    {
        var source = new Argument<string>("source") { Description = "A data set's folder, or its .jsonl file; pictures lie in its folder or below." };
        Option<string?> user = CommonOptions.User();
        Option<bool> json = CommonOptions.Json();
        var command = new Command("import", "Read pairs of another program, or of an export. Everything is checked first; doing it again adds nothing.") { source, user, json };
        command.SetAction((parsed, cancellationToken) => Tool.RunAsync(parsed, async workbench =>
        {
            DatasetReport report = await new DatasetImport(workbench.Votes, workbench.VotedPictures, TimeProvider.System).ReadAsync(parsed.GetValue(source)!, parsed.GetValue(user) ?? workbench.Settings.User, cancellationToken);
            if (parsed.GetValue(json))
                JsonOutput.Print(report);
            else
                Console.WriteLine($"{report.Added} pairs added, {report.Known} known already, of {report.Lines} lines in {report.File}");
            return ExitCode.Ok;
        }, cancellationToken));
        return command;
    }

    private static Command Forget()
    {
        var user = new Argument<string>("user") { Description = "Who is forgotten." };
        Option<bool> json = CommonOptions.Json();
        var command = new Command("forget", "Forget a user: votes, pairs, pictures that nobody else has voted on, and what was learned. A tombstone with the date stays.") { user, json };
        command.SetAction((parsed, cancellationToken) => Tool.RunAsync(parsed, async workbench =>
        {
            string whose = parsed.GetValue(user)!;
            VoteHead before = await workbench.Votes.HeadAsync(whose, cancellationToken);
            if (before.Last == 0 && before.ForgottenAt is null)
                throw new CommandFailure(ExitCode.NotFound, $"Nobody called '{whose}' has ever voted.");
            (VoteHead tombstone, int pictures) = await workbench.Forgetting.ForgetAsync(whose, cancellationToken);
            if (parsed.GetValue(json))
                JsonOutput.Print(new { user = whose, votes = tombstone.ForgottenThrough - before.ForgottenThrough, pictures, tombstone.ForgottenAt });
            else
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{whose} is forgotten: {tombstone.ForgottenThrough - before.ForgottenThrough} votes and {pictures} picture{(pictures == 1 ? "" : "s")} are gone."));
            return ExitCode.Ok;
        }, cancellationToken));
        return command;
    }

    private static async Task<(PreferenceSummary Summary, IReadOnlyList<Vote> Votes)> ReadAsync(Workbench workbench, string user, CancellationToken cancellationToken)
    {
        CleanPairs clean = await workbench.Pairs.ReadAsync(user, cancellationToken);
        IReadOnlyList<Vote> votes = await workbench.Votes.ListAsync(user, 0, int.MaxValue, cancellationToken);
        return (PreferenceSummary.Of(await workbench.Votes.HeadAsync(user, cancellationToken), votes, clean), votes);
    }

    private static void Print(PreferenceSummary summary, IReadOnlyList<Vote> recent)
    {
        Console.WriteLine($"User           {summary.User}{(summary.ForgottenAt is { } gone ? string.Create(CultureInfo.InvariantCulture, $" (everything before {gone:yyyy-MM-dd HH:mm} was forgotten)") : "")}");
        Console.WriteLine($"Votes          {string.Join(", ", summary.Answers.Select(one => $"{one.Key} {one.Value}"))}; taken back {summary.Undone}");
        Console.WriteLine($"Pairs          {summary.Pairs}: {summary.Decisive} decisive of people and imports ({summary.Imported} imported), {summary.Machine} of machines");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Agreement      {(summary.Agreement is { } share ? $"{share:P0} of {summary.Repeats} repeated pairs" : "no pair was asked twice")}; {summary.Contradictions} contradictions count as ties, {summary.Cycles.Count} circles"));
        Console.WriteLine($"First training {(summary.MissingToTrain == 0 ? "possible" : $"{summary.MissingToTrain} more decisive pairs are needed")}");
        foreach (Vote vote in recent)
            Console.WriteLine(Line(vote));
    }

    private static string Line(Vote vote) => string.Create(
        CultureInfo.InvariantCulture,
        $"{vote.Sequence,6}  {vote.At:yyyy-MM-dd HH:mm}  {VoteOutcomes.NameOf(vote.Outcome),-4}  {Name(vote.A)} / {Name(vote.B)}  {vote.By}{(vote.UndoneAt is null ? "" : ", taken back")}  {vote.Id}");

    private static string Name(VotedPicture picture) => picture.Run is null ? picture.Sha256[..12] : $"{picture.Run}#{picture.Iteration}";
}
