using Microsoft.Extensions.Logging;
using RefineWorkflows.Refinement.Quality;
using RefineWorkflows.Refinement.Quality.Benchmarks;
using RefineWorkflows.Tuning.Learning;
using RefineWorkflows.Tuning.Models;

namespace RefineWorkflows.Tuning.Training.Outside;

/// <summary>A trainer that is a program of somebody else's: one command that trains, and one that predicts with what it has left.</summary>
public sealed class OutsideTrainer
{
    private const string DatasetPlace = "{dataset}", OutputPlace = "{output}", CheckpointPlace = "{checkpoint}", ModelPlace = "{model}";

    private readonly string[] train;
    private readonly string[] predict;
    private readonly TimeSpan silence;
    private readonly Func<string, IReadOnlySet<string>, string, CancellationToken, Task> export;
    private readonly TimeProvider time;
    private readonly ILogger log;

    /// <param name="train">Trains: the program and its arguments, apart by spaces, in double quotes where they hold some; no shell reads it. <c>{dataset}</c> is the folder to learn from, <c>{output}</c> an empty one for what serves, <c>{checkpoint}</c> one that is as the program left it when it was ended.</param>
    /// <param name="predict">Predicts with what lies in <c>{model}</c>: a pair in JSON on each line of its input, <c>{"a":p,"b":p}</c> on each line of its output.</param>
    /// <param name="silence">How long either may say nothing before it is ended.</param>
    /// <param name="export">Writes a user's pairs of these ids, with their pictures, into a new folder.</param>
    /// <param name="time">The clock.</param>
    /// <param name="log">Where its lines go that are no figures.</param>
    /// <exception cref="TrainingException">A command is missing, or names none of the folders that it needs.</exception>
    public OutsideTrainer(string train, string predict, TimeSpan silence, Func<string, IReadOnlySet<string>, string, CancellationToken, Task> export, TimeProvider time, ILogger log)
    {
        this.train = Words(train, "Tuning:External", DatasetPlace, OutputPlace);
        this.predict = Words(predict, "Tuning:Predict", ModelPlace);
        this.silence = silence > TimeSpan.Zero ? silence : throw new TrainingException($"Tuning:ExternalTimeout is {silence}; it must be above 0.");
        this.export = export;
        this.time = time;
        this.log = log;
    }

    internal ITrainingCourse Open(Training training, TrainingSet set, TrainingFolder files) => new OutsideCourse(this, training, set, new OutsideFolders(files.Work));

    /// <summary>The program that trains, started.</summary>
    internal OutsideProgram Train(OutsideFolders folders) => OutsideProgram.Start(Fill(train, (DatasetPlace, folders.Dataset), (OutputPlace, folders.Output), (CheckpointPlace, folders.Checkpoint)), silence, time);

    internal Task ExportAsync(string user, IReadOnlySet<string> pairs, string folder, CancellationToken cancellationToken) => export(user, pairs, folder, cancellationToken);

    /// <summary>Tells a line of the program that holds no figures.</summary>
    internal void Tell(string training, string line) => log.LogInformation(new EventId(1141, "OutsideTrainerSaid"), "Training {Id}: {Line}", training, line);

    /// <summary>What the program says of pairs, in their order.</summary>
    /// <exception cref="ModelException">It does not answer as it should.</exception>
    internal async Task<IReadOnlyList<PairGuess>> PredictAsync(string model, TrainingSet set, CancellationToken cancellationToken)
    {
        if (set.Pairs.Count == 0)
            return [];
        string questions = Path.GetTempFileName();
        try
        {
            await File.WriteAllLinesAsync(questions, set.Pairs.Select(pair => OutsidePair.Question(set.Features, pair)), cancellationToken);
            await using OutsideProgram program = OutsideProgram.Start(Fill(predict, (ModelPlace, model)), silence, time, questions);
            return await ReadAsync(program, set.Pairs, cancellationToken);
        }
        catch (TrainingException broken)
        {
            throw new ModelException($"Tuning:Predict: {broken.Message}", broken);
        }
        finally
        {
            File.Delete(questions);
        }
    }

    internal static string Shown(string text) => text.Length <= 160 ? text : $"{text[..160]}…";

    private static string[] Words(string command, string setting, params ReadOnlySpan<string> places)
    {
        string[] words;
        try
        {
            words = CommandWords.Split(command ?? "");
        }
        catch (QualityException open)
        {
            throw new TrainingException($"{setting} is no command line: {open.Message}", open);
        }

        if (words.Length == 0)
            throw new TrainingException($"{setting} is empty. An outside trainer needs both Tuning:External, which trains, and Tuning:Predict, which uses what it has left.");
        foreach (string place in places)
        {
            if (!words.Any(word => word.Contains(place, StringComparison.Ordinal)))
                throw new TrainingException($"{setting} is '{command}' and says nowhere {place}.");
        }

        return words;
    }

    private async Task<IReadOnlyList<PairGuess>> ReadAsync(OutsideProgram program, IReadOnlyList<TrainingPair> pairs, CancellationToken cancellationToken)
    {
        var guesses = new List<PairGuess>();
        while (await program.NextAsync(cancellationToken) is { } line)
        {
            if (line.IsComplaint || string.IsNullOrWhiteSpace(line.Text))
                continue;
            if (guesses.Count == pairs.Count)
                throw new ModelException($"'{predict[0]}' (Tuning:Predict) answered more than the {pairs.Count} pairs that it was asked about: {Shown(line.Text)}");
            guesses.Add(OutsidePair.Answer(pairs[guesses.Count], line.Text)
                ?? throw new ModelException($"'{predict[0]}' (Tuning:Predict) answered pair {guesses.Count + 1} with {Shown(line.Text)}; expected is {{\"a\":0.7,\"b\":0.2}}, each 0 to 1 and together at most 1."));
        }

        if (program.ExitCode != 0)
            throw new ModelException($"Tuning:Predict: {program.End()}");
        return guesses.Count == pairs.Count ? guesses : throw new ModelException($"'{predict[0]}' (Tuning:Predict) answered {guesses.Count} of {pairs.Count} pairs.");
    }

    private static string[] Fill(string[] words, params (string Place, string Folder)[] folders)
        => [.. words.Select(word => folders.Aggregate(word, (filled, one) => filled.Replace(one.Place, one.Folder, StringComparison.Ordinal)))];
}
