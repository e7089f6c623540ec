using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using RefineWorkflows.Server.Http;
using RefineWorkflows.Server.Webhooks;

namespace RefineWorkflows.Server.Notifications;

/// <summary>Sends notices as Standard Webhooks has them.</summary>
internal sealed class NoticeSender(OutboundHttp http, SubscriptionBook book, TimeProvider time)
{
    private static readonly TimeSpan AnswerTime = TimeSpan.FromSeconds(15);

    public async Task<SendOutcome> SendAsync(Subscription subscription, Notice notice, CancellationToken cancellationToken)
    {
        byte[] body = Encoding.UTF8.GetBytes(notice.Body);
        string timestamp = time.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        using var request = new HttpRequestMessage(HttpMethod.Post, subscription.Url) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Add("webhook-id", notice.Id);
        request.Headers.Add("webhook-timestamp", timestamp);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(AnswerTime);
        try
        {
            request.Headers.Add("webhook-signature", StandardSecret.Sign(book.SecretOf(subscription), notice.Id, timestamp, body));
            using HttpResponseMessage answer = await http.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token);
            return Read(answer);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return SendOutcome.Failed($"no answer within {AnswerTime.TotalSeconds:0} seconds");
        }
        catch (HttpRequestException problem)
        {
            return SendOutcome.Failed((problem.InnerException as OutboundRefusedException ?? (Exception)problem).Message);
        }
        catch (InvalidDataException problem)
        {
            return SendOutcome.Failed(problem.Message);
        }
    }

    private static SendOutcome Read(HttpResponseMessage answer)
    {
        // A redirect that turned the POST into a GET has brought nothing to anybody.
        if (answer.RequestMessage?.Method != HttpMethod.Post)
            return SendOutcome.Failed("the address redirects to where a notice does not arrive; give the address that it leads to");
        if (answer.StatusCode == HttpStatusCode.Gone)
            return new SendOutcome(false, true, "410: it wants no more notices", null);
        return answer.IsSuccessStatusCode
            ? new SendOutcome(true, false, null, null)
            : SendOutcome.Failed($"answered with {(int)answer.StatusCode}", PassingFailureException.Wait(answer));
    }
}
