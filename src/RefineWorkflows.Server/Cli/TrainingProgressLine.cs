using RefineWorkflows.Tuning.Training;

namespace RefineWorkflows.Server.Cli;

/// <summary>How far a training is, as one line that is written over; where standard error is no terminal, a line a part.</summary>
internal sealed class TrainingProgressLine(string instance) : IDisposable
{
    private readonly Lock one = new();
    private readonly bool isTerminal = !Console.IsErrorRedirected;
    private (int Stage, TrainingStatus Status) told = (0, TrainingStatus.Queued);
    private int written;

    public void Show(Training now)
    {
        if (now.Instance != instance || now.IsOver)
            return;
        lock (one)
        {
            string line = now.Status switch
            {
                TrainingStatus.Yielding => "making room: somebody generates",
                _ => now.Figures is { } figures ? TrainingPrinter.Progress(figures) : "",
            };
            (int, TrainingStatus) place = (now.Figures?.Stage ?? 0, now.Status);
            if (isTerminal && line.Length > 0)
                Console.Error.Write($"\r{line.PadRight(written)}");
            else if (place != told && line.Length > 0)
                Console.Error.WriteLine(line);
            told = place;
            written = line.Length;
        }
    }

    public void Dispose()
    {
        if (isTerminal && written > 0)
            Console.Error.WriteLine();
    }
}
