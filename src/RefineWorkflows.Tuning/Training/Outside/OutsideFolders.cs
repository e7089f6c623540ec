using RefineWorkflows.Refinement.Artifacts;

namespace RefineWorkflows.Tuning.Training.Outside;

/// <summary>The folders that an outside trainer is given, beside the training's other files.</summary>
internal sealed class OutsideFolders(string work)
{
    /// <summary>What it learns from; complete as soon as it is there.</summary>
    public string Dataset { get; } = Path.Combine(work, "dataset");

    /// <summary>What it leaves.</summary>
    public string Output { get; } = Path.Combine(work, "output");

    /// <summary>Its own: what it goes on from.</summary>
    public string Checkpoint { get; } = Path.Combine(work, "checkpoint");

    /// <summary>Whether it has ended well.</summary>
    public bool IsDone => File.Exists(Done);

    private string Done => Path.Combine(work, "done");

    /// <summary>Has everything in place for it to begin or to go on; what a program that was ended left half written in the output is gone.</summary>
    public void Prepare()
    {
        if (Directory.Exists(Output))
            Directory.Delete(Output, recursive: true);
        Directory.CreateDirectory(Output);
        Directory.CreateDirectory(Checkpoint);
    }

    public Task MarkDoneAsync() => AtomicFile.WriteAsync(Done, "done\n"u8.ToArray(), CancellationToken.None);

    /// <summary>Its files, by their paths in the output folder. Links are not followed: a version holds all that it needs.</summary>
    /// <exception cref="TrainingException">There are none, or one is a link.</exception>
    public IReadOnlyList<string> Left()
    {
        var files = new List<string>();
        foreach (string entry in Directory.Exists(Output) ? Directory.EnumerateFileSystemEntries(Output, "*", SearchOption.AllDirectories) : [])
        {
            if (File.ResolveLinkTarget(entry, returnFinalTarget: false) is not null)
                throw new TrainingException($"The outside trainer left the link {Path.GetRelativePath(Output, entry)} in {{output}}; it must leave the file itself, so that the version does not change when another file does.");
            if (File.Exists(entry))
                files.Add(Path.GetRelativePath(Output, entry));
        }

        return files.Count > 0 ? [.. files.Order(StringComparer.Ordinal)] : throw new TrainingException("The outside trainer ended well and left nothing in {output}: it must write there what Tuning:Predict reads.");
    }
}
