using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using RefineWorkflows.Server.Composition;
using RefineWorkflows.Tuning.Memory;

namespace RefineWorkflows.Server.Cli;

/// <summary><c>refine memory</c>: what is remembered about a user, to be read, written and searched.</summary>
internal static class MemoryCommand
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Command Create()
    {
        Command command = List("memory", "What is remembered about your taste: style, standards, what fails again and again. By itself it lists the blocks.");
        foreach (Command part in new[] { List("list", "List the blocks, with their size and version."), Show(), Style(), Write(), History(), Search(), ArchiveOf() })
            command.Subcommands.Add(part);
        return command;
    }

    private static Command List(string name, string description) => Over(name, description, [], async (workbench, user, json, _, cancellationToken) =>
    {
        IReadOnlyList<MemoryBlock> blocks = await workbench.Memory.ListAsync(user, cancellationToken);
        if (json)
            JsonOutput.Print(blocks.Select(View));
        foreach (MemoryBlock block in json ? [] : blocks)
        {
            string written = block.UpdatedAt is { } at ? string.Create(CultureInfo.InvariantCulture, $"version {block.Version}, {at.ToLocalTime():yyyy-MM-dd HH:mm} by {block.By}") : "never written";
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{block.Label,-18} {block.Value.Length,5} of {block.Limit} characters, {written}{(block.IsReadOnly ? ", read-only" : "")}"));
        }
    });

    private static Command Show()
    {
        Argument<string> label = Label();
        return Over("show", "Print a block.", [label], async (workbench, user, json, parsed, cancellationToken) =>
        {
            MemoryBlock block = await workbench.Memory.ReadAsync(user, parsed.GetValue(label)!, cancellationToken);
            Print(block, json);
        });
    }

    private static Command Style()
    {
        var palette = Words("--palette", "Colours that pictures may have.");
        var motifs = Words("--motif", "Things, places and moods that you like to see.");
        var avoid = Words("--avoid", "What pictures should not have.");
        var notes = new Option<string?>("--notes") { Description = "Anything else, in your words; replaces the notes before.", HelpName = "text" };
        var forget = Words("--drop", "Take words out of all lists again.");
        return Over("style", "Say what you like and what not; proposers and verifiers are told. Without options it prints the block.", [palette, motifs, avoid, notes, forget], async (workbench, user, json, parsed, cancellationToken) =>
        {
            string[] gone = parsed.GetValue(forget) ?? [];
            MemoryBlock block = await workbench.Memory.EditAsync(
                user,
                MemoryLabels.UserStyle,
                style =>
                {
                    Add(style, "palette", parsed.GetValue(palette) ?? [], gone);
                    Add(style, "motifs", parsed.GetValue(motifs) ?? [], gone);
                    Add(style, "avoid", parsed.GetValue(avoid) ?? [], gone);
                    if (parsed.GetValue(notes) is { } words)
                        style["notes"] = words.Trim();
                },
                Environment.UserName,
                cancellationToken);
            Print(block, json);
        });
    }

    private static Command Write()
    {
        Argument<string> label = Label();
        var value = new Argument<string?>("value") { Description = "The new content as JSON; left out, it is read from standard input.", Arity = ArgumentArity.ZeroOrOne };
        var version = new Option<int?>("--if-version") { Description = "Write only when the block still has this version.", HelpName = "n" };
        return Over("write", "Replace a block as a whole.", [label, value, version], async (workbench, user, json, parsed, cancellationToken) =>
        {
            string content = parsed.GetValue(value) ?? await Console.In.ReadToEndAsync(cancellationToken);
            Print(await workbench.Memory.WriteAsync(user, parsed.GetValue(label)!, content, parsed.GetValue(version), Environment.UserName, cancellationToken), json);
        });
    }

    private static Command History()
    {
        Argument<string> label = Label();
        return Over("history", "Print the earlier versions of a block, newest first.", [label], async (workbench, user, json, parsed, cancellationToken) =>
        {
            IReadOnlyList<MemoryBlock> versions = await workbench.Memory.HistoryAsync(user, parsed.GetValue(label)!, cancellationToken);
            if (json)
                JsonOutput.Print(versions.Select(View));
            foreach (MemoryBlock block in json ? [] : versions)
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"version {block.Version}, {block.UpdatedAt?.ToLocalTime():yyyy-MM-dd HH:mm:ss} by {block.By}: {block.Value}"));
        });
    }

    private static Command Search()
    {
        var words = new Argument<string>("words") { Description = "What is looked for, in any case." };
        return Over("search", "Find words in blocks and in the archive.", [words], async (workbench, user, json, parsed, cancellationToken) =>
        {
            string wanted = parsed.GetValue(words)!;
            IReadOnlyList<MemoryBlock> blocks = await workbench.Memory.SearchAsync(user, wanted, cancellationToken);
            IReadOnlyList<ArchiveEntry> entries = await workbench.Archive.SearchAsync(user, wanted, 100, cancellationToken);
            if (json)
            {
                JsonOutput.Print(new { blocks = blocks.Select(View), archive = entries });
                return;
            }

            foreach (MemoryBlock block in blocks)
                Console.WriteLine($"{block.Label}: {block.Value}");
            Tell(entries);
        });
    }

    private static Command ArchiveOf()
    {
        var limit = new Option<int>("--limit") { Description = "At most so many.", HelpName = "n", DefaultValueFactory = _ => 20 };
        return Over("archive", "List graded pictures and cycles of the tuner, newest first.", [limit], async (workbench, user, json, parsed, cancellationToken) =>
        {
            IReadOnlyList<ArchiveEntry> entries = await workbench.Archive.SearchAsync(user, null, Math.Max(1, parsed.GetValue(limit)), cancellationToken);
            if (json)
                JsonOutput.Print(entries);
            else
                Tell(entries);
        });
    }

    private static Command Over(string name, string description, Symbol[] symbols, Func<Workbench, string, bool, ParseResult, CancellationToken, Task> work)
    {
        Option<string?> user = CommonOptions.User();
        Option<bool> json = CommonOptions.Json();
        var command = new Command(name, description) { user, json };
        foreach (Symbol symbol in symbols)
        {
            if (symbol is Argument argument)
                command.Arguments.Add(argument);
            else
                command.Options.Add((Option)symbol);
        }

        command.SetAction((parsed, cancellationToken) => Tool.RunAsync(parsed, async workbench =>
        {
            await work(workbench, parsed.GetValue(user) ?? workbench.Settings.User, parsed.GetValue(json), parsed, cancellationToken);
            return ExitCode.Ok;
        }, cancellationToken));
        return command;
    }

    private static void Add(JsonObject style, string member, string[] words, string[] gone)
    {
        if (words.Length == 0 && gone.Length == 0)
            return;
        IEnumerable<string> known = (style[member] as JsonArray ?? []).Select(one => one!.GetValue<string>());
        style[member] = new JsonArray([.. known.Concat(words.Select(word => word.Trim()).Where(word => word.Length > 0)).Distinct(StringComparer.OrdinalIgnoreCase).Except(gone, StringComparer.OrdinalIgnoreCase).Select(word => JsonValue.Create(word))]);
    }

    private static Argument<string> Label() => new("label") { Description = $"{string.Join(", ", MemoryLabels.All)}, or one of your own." };

    private static Option<string[]> Words(string name, string description) => new(name) { Description = description, HelpName = "words", AllowMultipleArgumentsPerToken = true };

    private static void Print(MemoryBlock block, bool json)
    {
        if (json)
            JsonOutput.Print(View(block));
        else
            Console.WriteLine(JsonNode.Parse(block.Value)!.ToJsonString(Indented));
    }

    private static void Tell(IReadOnlyList<ArchiveEntry> entries)
    {
        foreach (ArchiveEntry entry in entries)
        {
            string scores = string.Join(", ", entry.Scores.Select(score => string.Create(CultureInfo.InvariantCulture, $"{score.Key} {score.Value:0.###}")));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{entry.Timestamp.ToLocalTime():yyyy-MM-dd HH:mm} {entry.Grade ?? "-",-2} {entry.Id}  {entry.Text}  {scores}"));
        }
    }

    private static object View(MemoryBlock block)
        => new { block.User, block.Label, Value = JsonElement.Parse(block.Value), block.Limit, block.IsReadOnly, block.Version, block.UpdatedAt, block.By };
}
