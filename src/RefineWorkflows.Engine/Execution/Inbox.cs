using System.Text.Json;
using RefineWorkflows.Engine.Journal;
using RefineWorkflows.Engine.Journal.Entries;
using RefineWorkflows.Engine.Storage;

namespace RefineWorkflows.Engine.Execution;

/// <summary>What has arrived for the instance while it ran or rested. Each message is taken in once: its effect and its consumption are one commit.</summary>
internal sealed class Inbox(InstanceSession session, VisitRunner visits, EffectRunner effects, IReadOnlyList<InboxMessage> arrived)
{
    private readonly Queue<InboxMessage> waiting = new(arrived);
    private long newest = arrived.Count == 0 ? 0 : arrived[^1].Id;

    private InstanceState State => session.State;

    public bool HasWork => waiting.Count > 0;

    public void Add(IReadOnlyList<InboxMessage> read)
    {
        foreach (InboxMessage message in read.Where(one => one.Id > newest))
        {
            waiting.Enqueue(message);
            newest = message.Id;
        }
    }

    public async Task AbsorbAsync(CancellationToken stopping)
    {
        var later = new List<InboxMessage>();
        while (waiting.TryDequeue(out InboxMessage? message))
        {
            if (message.Kind == InboxKind.Stimulus && State.IsPaused && !State.IsFinished)
            {
                later.Add(message);
                continue;
            }

            await TakeAsync(message, stopping);
            session.Journal.Consume(message);
        }

        if (later.Count == 0)
            return;
        if (State.IsPaused)
        {
            // They stay in the store's inbox and are read again when somebody resumes the instance.
            newest = later[0].Id - 1;
            return;
        }

        // A resume came after them and lets them through.
        later.ForEach(waiting.Enqueue);
        await AbsorbAsync(stopping);
    }

    private async Task TakeAsync(InboxMessage message, CancellationToken stopping)
    {
        switch (message.Kind)
        {
            case InboxKind.Stimulus when !State.IsFinished && message.Bookmark is { } id && State.Bookmarks.TryGetValue(id, out BookmarkState? bookmark):
                await visits.ResumeAsync(bookmark, Read(message.Payload), message.CameAt ?? session.Time.GetUtcNow(), stopping);
                break;
            case InboxKind.Cancel when !State.IsFinished || State.SubStatus == InstanceSubStatus.Faulted:
                session.Cancel(1);
                session.Emit(new StatusChanged(InstanceStatus.Finished, InstanceSubStatus.Cancelled, null));
                break;
            case InboxKind.Pause when !State.IsFinished && !State.IsPaused:
                session.Emit(new PauseChanged(true));
                break;
            case InboxKind.Resume when State.IsPaused:
                session.Emit(new PauseChanged(false));
                break;
            case InboxKind.Retry:
                Retry(message);
                break;
            case InboxKind.Announce:
                session.Journal.Announce($"asked-{message.Id}");
                break;
            case InboxKind.ChildRefused:
                RefusedChild refused = Read(message.Payload).Deserialize<RefusedChild>(EngineJson.Options)!;
                session.Emit(new ChildRefused(new(refused.Execution), refused.Child, refused.DefinitionId, refused.Reason));
                break;
        }
    }

    /// <summary>Runs faulted visits again: all of them, or the one that the command names, with inputs that it may replace.</summary>
    private void Retry(InboxMessage message)
    {
        JsonElement command = Read(message.Payload);
        RetryCommand wanted = command.IsNull() ? new RetryCommand(null, null) : command.Deserialize<RetryCommand>(EngineJson.Options)!;
        List<ExecutionState> faulted = [.. State.Executions.Values.Where(one =>
            one.Status == ActivityStatus.Faulted && !effects.IsRunning(one.Id) && (wanted.Execution is null || wanted.Execution == one.Id))];
        foreach (ExecutionState execution in faulted)
        {
            IReadOnlyDictionary<string, JsonElement>? inputs = wanted.Inputs is null
                ? null
                : (execution.Inputs ?? new Dictionary<string, JsonElement>()).Concat(wanted.Inputs.Where(one => !IsSecret(execution, one.Key)))
                    .GroupBy(pair => pair.Key, StringComparer.Ordinal)
                    .ToDictionary(group => group.Key, group => group.Last().Value, StringComparer.Ordinal);
            session.Emit(new ActivityReset(new(execution.Id), inputs));
        }

        if (faulted.Count == 0)
        {
            // Whoever asked may wait for the end that has been.
            session.Journal.Announce($"asked-{message.Id}");
        }
        else if (State.IsFinished)
        {
            session.Emit(new StatusChanged(InstanceStatus.Running, InstanceSubStatus.Executing, null));
            session.AskChildren(InboxKind.Announce);
        }
    }

    /// <summary>A value for a secret input would stand in the journal; the drawing alone says what it is.</summary>
    private bool IsSecret(ExecutionState execution, string input)
        => session.Graph.Find(execution.Activity)?.Inputs.Any(one => one.IsSecret && string.Equals(one.Name, input, StringComparison.OrdinalIgnoreCase)) == true;

    private static JsonElement Read(ReadOnlyMemory<byte> payload)
    {
        if (payload.IsEmpty)
            return EngineJson.Null;
        using JsonDocument document = JsonDocument.Parse(payload);
        return document.RootElement.Clone();
    }
}
